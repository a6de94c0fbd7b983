/**
 * JSON in the canonical form of RFC 8785: keys in UTF-16 order, numbers as ECMAScript writes them, no blanks.
 * `undefined` members are left out, as in JSON.stringify.
 * @throws TypeError – a number that isn't finite, a lone surrogate, a cycle deeper than 200
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > 200) throw new TypeError('canonical JSON: nested more than 200 deep');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value} is not a JSON number`);
    // What JSON.stringify writes of a finite number, −0 as 0 included.
    return `${value}`;
  }
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) {
    let text = '';
    for (const item of value as unknown[]) text += `${text === '' ? '' : ','}${canonicalJson(item ?? null, depth + 1)}`;
    return `[${text}]`;
  }
  if (typeof value === 'object') {
    const members = value as Readonly<Record<string, unknown>>;
    let text = '';
    for (const key of sorted(Object.keys(members))) {
      const member = members[key];
      if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(member, depth + 1)}`;
    }
    return `{${text}}`;
  }
  throw new TypeError(`canonical JSON: a ${typeof value} has no JSON form`);
}

/** Printable ASCII without quote and backslash stands as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('canonical JSON: lone surrogate in a string');
  return JSON.stringify(text);
}

const FEW = 32;

/** In UTF-16 order, in place: a record has some twenty keys, for which insertion takes half the time of the general sort. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i] as string;
    let at = i;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}
