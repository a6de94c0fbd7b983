/** What JSON can hold. */
export type JsonClean = string | number | boolean | null | readonly JsonClean[] | { readonly [key: string]: JsonClean };

/**
 * A value as plain JSON: typed arrays become arrays, numbers that aren't finite become `null`, `undefined` members go.
 * `lost`: paths of the numbers that were not finite (the first hundred), `fits[0].aicc`.
 * Throws TypeError for a cycle deeper than 64 levels, functions and bigints: none of these is data.
 */
export function toJson(value: unknown): { json: JsonClean; lost: string[] } {
  const lost: string[] = [];
  return { json: clean(value, '', lost, 0), lost };
}

function clean(value: unknown, path: string, lost: string[], depth: number): JsonClean {
  if (depth > 64) throw new TypeError(`${path} is nested too deeply`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    if (lost.length < 100) lost.push(path);
    return null;
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, (item, i) => clean(item, `${path}[${i}]`, lost, depth + 1));
  }
  if (Array.isArray(value)) return value.map((item, i) => clean(item ?? null, `${path}[${i}]`, lost, depth + 1));
  if (typeof value === 'object') {
    const out: [string, JsonClean][] = [];
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) out.push([key, clean(item, path === '' ? key : `${path}.${key}`, lost, depth + 1)]);
    }
    return Object.fromEntries(out);
  }
  throw new TypeError(`${path} holds a ${typeof value}, which is no data`);
}
