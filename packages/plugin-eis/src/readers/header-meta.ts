import type { Json } from '@ionwalk/core';

/** Lines of a header that are looked at, and how much of a value is kept. */
const MAX_LINES = 500;
const MAX_VALUE = 400;

/** `key: value` and `key = value` lines of a header, verbatim; of two equal keys the first counts. */
export function headerMeta(lines: readonly string[]): { [key: string]: Json } {
  const meta: { [key: string]: Json } = {};
  for (const line of lines.slice(0, MAX_LINES)) {
    const text = line.slice(0, 2 * MAX_VALUE).trim();
    const at = text.search(/[:=]/);
    const key = text.slice(0, at).trim();
    if (at < 1 || key.length > 60 || !/^[A-Za-z]/.test(key) || key === '__proto__' || Object.hasOwn(meta, key)) continue;
    meta[key] = text
      .slice(at + 1)
      .trim()
      .slice(0, MAX_VALUE);
  }
  return meta;
}
