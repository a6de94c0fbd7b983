/** A name with a subscript: `D` with `NMR`. */
export interface QuantityName {
  readonly base: string;
  readonly sub: string;
}

const known: Readonly<Record<string, QuantityName>> = {
  sigma: { base: 'σ', sub: '' },
  D_sigma: { base: 'D', sub: 'σ' },
  D_tracer: { base: 'D*', sub: '' },
  H_R: { base: 'H', sub: 'R' },
};

/** How a record's kind is written: `D_NMR` is D with the subscript NMR; a kind nobody has named yet is split at its first underscore. */
export function quantityName(kind: string): QuantityName {
  const found = known[kind];
  if (found) return found;
  const at = kind.indexOf('_');
  return at < 0 ? { base: kind, sub: '' } : { base: kind.slice(0, at), sub: kind.slice(at + 1).replaceAll('_', ' ') };
}

export const quantityText = (kind: string): string => {
  const { base, sub } = quantityName(kind);
  return sub === '' ? base : `${base} ${sub}`;
};

const regions: Readonly<Record<string, string>> = { gb: 'grain boundary' };

/** `gb` is written out; the other regions are words already. */
export const regionText = (region: string | null | undefined): string => (region ? (regions[region] ?? region) : 'not stated');
