import { usageError } from '@ionwalk/core';

export type FlatValue = string | number | boolean | null | readonly string[];

/** A form field that holds a flat JSON object, `{"thickness": "1.02mm"}`; empty or absent is `{}`. Anything nested is refused. */
export function jsonField(fields: ReadonlyMap<string, string>, name: string): Readonly<Record<string, FlatValue>> {
  const text = fields.get(name);
  if (text === undefined || text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused(name);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refused(name);
  const entries = Object.entries(value);
  if (entries.length > 200 || entries.some(([key, item]) => key === '__proto__' || !isFlat(item))) throw refused(name);
  return Object.fromEntries(entries) as Record<string, FlatValue>;
}

const isFlat = (item: unknown): boolean =>
  item === null ||
  ['string', 'number', 'boolean'].includes(typeof item) ||
  (Array.isArray(item) && item.every((text) => typeof text === 'string'));

const refused = (name: string): Error =>
  usageError('http/json', `the field ${name} is no flat JSON object`, {
    where: `field ${name}`,
    fix: 'send names and values, {"thickness": "1.02mm"}',
  });
