export const NO_CODES: readonly never[] = Object.freeze([]);

const longer = new Map<readonly string[], Map<string, readonly string[]>>();

/**
 * The list with one more code, the same list each time it is asked for: thousands of pairs of a document are refused with the same few lists.
 * Begins with `NO_CODES`; lists are frozen, since many hold them.
 */
export function withCode<Code extends string>(list: readonly Code[], code: Code): readonly Code[] {
  let next = longer.get(list);
  if (next === undefined) longer.set(list, (next = new Map<string, readonly string[]>()));
  let found = next.get(code);
  if (found === undefined) next.set(code, (found = Object.freeze([...list, code])));
  return found as readonly Code[];
}
