import type { ElementKind } from './circuit.ts';

const KINDS: { readonly [letters: string]: ElementKind } = {
  R: 'R',
  C: 'C',
  L: 'L',
  CPE: 'CPE',
  Q: 'CPE',
  W: 'W',
  WO: 'Wo',
  WS: 'Ws',
  G: 'G',
  HN: 'HN',
  ZARC: 'ZARC',
  TLM: 'TLM',
  TLMQ: 'TLM',
};

export const ELEMENT_FIX = 'the elements are R, C, L, CPE (or Q), W, Wo, Ws, G, HN, ZARC and TLM, each with a number: R1, CPE1';

/** Kind of an element's letters; `Q` is a CPE, `TLMQ` a TLM. Case matters for none of them. */
export const elementKind = (letters: string): ElementKind | undefined => {
  const upper = letters.toUpperCase();
  return Object.hasOwn(KINDS, upper) ? KINDS[upper] : undefined;
};
