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
    const { sorted, names } = orderOf(Object.keys(members));
    for (let i = 0; i < sorted.length; i++) {
      const member = members[sorted[i] as string];
      if (member !== undefined) text += (text === '' ? '' : ',') + (names[i] as string) + canonicalJson(member, depth + 1);
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

interface Order {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  /** `"key":` of each, sorted. */
  readonly names: readonly string[];
}

/** Orders of the objects met last, by first key: records come in thousands of few shapes, and sorting takes longer than writing. */
const orders = new Map<string, Order>();
const MOST_ORDERS = 64;

function orderOf(keys: readonly string[]): Order {
  const first = keys[0] ?? '';
  const known = orders.get(first);
  if (known !== undefined && isSame(known.keys, keys)) return known;
  const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const order = { keys, sorted, names: sorted.map((key) => `${quoted(key)}:`) };
  if (orders.size === MOST_ORDERS) orders.clear();
  orders.set(first, order);
  return order;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
