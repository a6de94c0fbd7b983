import type { Circuit } from './circuit.ts';

/** Elements of other plugins in a circuit and the packages they come from, as a key of records and answers: `{ elements: { AWs1: 'ionwalk-plugin-anomalous@0.1.0' } }`; empty without any. */
export function foreignElements({ parameters }: Circuit): { readonly elements?: { readonly [name: string]: string } } {
  const found = parameters.flatMap(({ element, from }) => (from === undefined ? [] : [[element, from] as const]));
  return found.length === 0 ? {} : { elements: Object.fromEntries(found) };
}
