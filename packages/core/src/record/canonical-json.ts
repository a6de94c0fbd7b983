/**
 * JSON in the canonical form of RFC 8785: keys in UTF-16 order, numbers as ECMAScript writes them, no blanks.
 * `undefined` members are left out, as in JSON.stringify.
 * @throws TypeError – a number that isn't finite, a lone surrogate, a cycle deeper than 200
 */
export function canonicalJson(value: unknown): string {
  const parts: string[] = [];
  write(value, parts, 0);
  return parts.join('');
}

function write(value: unknown, parts: string[], depth: number): void {
  if (depth > 200) throw new TypeError('canonical JSON: nested more than 200 deep');
  if (value === null || typeof value === 'boolean') parts.push(String(value));
  else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value} is not a JSON number`);
    // What JSON.stringify writes of a finite number, −0 as 0 included.
    parts.push(`${value}`);
  } else if (typeof value === 'string') parts.push(quoted(value));
  else if (Array.isArray(value)) writeItems(value, parts, depth);
  else if (typeof value === 'object') writeMembers(value as Readonly<Record<string, unknown>>, parts, depth);
  else throw new TypeError(`canonical JSON: a ${typeof value} has no JSON form`);
}

function writeItems(items: readonly unknown[], parts: string[], depth: number): void {
  parts.push('[');
  for (let i = 0; i < items.length; i++) {
    if (i > 0) parts.push(',');
    write(items[i] ?? null, parts, depth + 1);
  }
  parts.push(']');
}

function writeMembers(members: Readonly<Record<string, unknown>>, parts: string[], depth: number): void {
  const { sorted, names } = orderOf(Object.keys(members));
  let first = true;
  parts.push('{');
  for (let i = 0; i < sorted.length; i++) {
    const member = members[sorted[i] as string];
    if (member === undefined) continue;
    if (!first) parts.push(',');
    first = false;
    parts.push(names[i] as string);
    write(member, parts, depth + 1);
  }
  parts.push('}');
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
const orders = new Map<string, Order[]>();
const MOST_FIRST_KEYS = 64;
const MOST_OF_ONE = 8;

function orderOf(keys: readonly string[]): Order {
  const first = keys[0] ?? '';
  let known = orders.get(first);
  if (known !== undefined) for (const order of known) if (isSame(order.keys, keys)) return order;
  const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const order = { keys, sorted, names: sorted.map((key) => `${quoted(key)}:`) };
  if (known === undefined) {
    if (orders.size === MOST_FIRST_KEYS) orders.clear();
    orders.set(first, (known = []));
  }
  if (known.length === MOST_OF_ONE) known.length = 0;
  known.push(order);
  return order;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
