import { CONDUCTIVITY_ROWS } from './conductivity-facts.ts';
import { LITERATURE_FACTS } from './literature-facts.ts';
import type { ReferenceFact } from './reference-fact.ts';

const OBELIX = 'OBELiX, Therrien et al. 2025, arXiv:2502.14234 (CC BY 4.0)';

export interface ReferenceQuery {
  readonly quantity?: string;
  /** Part of the name of the material, whatever its case. */
  readonly material?: string;
}

/** The reference library: published Haven ratios, diffusion coefficients and conductivities, each with source, licence and how it was checked. */
export function referenceFacts({ quantity, material }: ReferenceQuery = {}): ReferenceFact[] {
  const wanted = material?.toLowerCase();
  return [...LITERATURE_FACTS, ...conductivityFacts()].filter(
    (fact) =>
      (quantity === undefined || fact.quantity === quantity) && (wanted === undefined || fact.material.toLowerCase().includes(wanted)),
  );
}

let made: ReferenceFact[] | undefined;

function conductivityFacts(): ReferenceFact[] {
  made ??= CONDUCTIVITY_ROWS.trim()
    .split('\n')
    .map((row) => {
      const [id = '', region = '', formula = '', sigma, c, family, doi = ''] = row.split('\t');
      return {
        id: `obelix-${id}${region === '' ? '' : `-${region}`}`,
        material: formula,
        // `X*(H2O)18` holds 18 waters beside X.
        formula: formula.replaceAll('*', ''),
        quantity: 'sigma',
        region: region === '' ? null : (region as 'bulk' | 'total'),
        value: Number(sigma),
        unit: 'S/m',
        u: null,
        T: 298.15,
        room: true,
        Ea_eV: null,
        definition: null,
        c: Number(c),
        note: family === '' || family === undefined ? null : family,
        doi: doi === '' ? null : (doi.split('|')[0] ?? null),
        cite: doi.includes('|') ? doi.split('|').join(', ') : null,
        checked: 'as collected by OBELiX; the source says room temperature only',
        licence: 'CC BY 4.0',
        attribution: OBELIX,
      } satisfies ReferenceFact;
    });
  return made;
}
