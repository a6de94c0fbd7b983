/** A species label taken apart: `12C 15N` is two nuclides. */
export interface Species {
  readonly label: string;
  /** The label without blanks, brackets, carets and charge, for comparing what people type. */
  readonly key: string;
  /** Set when the label is one single nuclide, `6Li`. */
  readonly nuclide: { readonly element: string; readonly A: number } | null;
}

/** Reads `6Li`, `^6Li+`, `[6]Li`, `12C 14N`; a label without a mass number has no nuclide. */
export function parseSpecies(label: string): Species {
  const key = label.replace(/[\s^[\](){}]/g, '').replace(/[+-]+$/, '');
  const match = /^(\d{1,3})([A-Z][a-z]?)$/.exec(key);
  return { label, key, nuclide: match ? { element: match[2] as string, A: Number(match[1]) } : null };
}
