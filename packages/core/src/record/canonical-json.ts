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
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('canonical JSON: lone surrogate in a string');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null, depth + 1)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member, depth + 1)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`canonical JSON: a ${typeof value} has no JSON form`);
}
