import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { carrierDensity } from '../../src/physics/carrier-density.ts';
import { parseFormula } from '../../src/physics/formula.ts';
import type { ReferenceFact } from '../../src/compare/reference/reference-fact.ts';
import { readDelimitedTable } from '../../src/text/delimited-table.ts';

/**
 * Makes src/compare/reference/literature-facts.ts and conductivity-facts.ts from ../shared/data/reference:
 * `node --conditions=@ionwalk/source test/compare/make-reference-facts.ts`. A test checks that the committed modules are what this makes.
 */
const SOURCE = new URL('../../../../../shared/data/reference/', import.meta.url);
const TARGET = new URL('../../src/compare/reference/', import.meta.url);

export const hasReferenceData = (): boolean => existsSync(SOURCE);

interface RawFact {
  readonly material: string;
  readonly quantity: string;
  readonly region?: ReferenceFact['region'];
  readonly T_K?: number | string;
  readonly value?: unknown;
  readonly u?: number;
  readonly unit?: string;
  readonly Ea_eV?: number;
  readonly definition?: string;
  readonly assumes?: string;
  readonly note?: string;
  readonly technique?: string;
  readonly recomputed?: string;
  readonly doi?: string;
  readonly cite?: string;
  readonly licence?: string;
  readonly checked: string;
}

/** Compositions of names that are no formula. */
const FORMULAS: Record<string, string> = {
  '(La2/3-xLi3x)TiO3 x=0.08': 'Li0.24La0.5867TiO3',
  'Li3xLa2/3-xTiO3 x~0.1': 'Li0.3La0.5667TiO3',
  'a-Li3PO4': 'Li3PO4',
  'beta-Li3PS4': 'Li3PS4',
  'Na-beta-alumina (1.23Na2O.11Al2O3) single crystal': 'Na2.46Al22O34.23',
  'Li1.2Al0.2Ti1.8(PO4)3 and x=0.4 (ceramic)': 'Li1.2Al0.2Ti1.8(PO4)3',
  'Li7La3Zr2O12 cubic': 'Li7La3Zr2O12',
  'LiMn2O4 film': 'LiMn2O4',
};
const QUANTITIES = ['H_R', 'sigma', 'sigma_NE', 'D_tracer', 'D_NMR', 'D_chemical', 'carrier_concentration'];
/** "same" cites the entry before. */
const cited = (facts: readonly RawFact[], i: number): string | null => {
  for (let at = i; at >= 0; at--) if (facts[at]?.cite !== 'same') return facts[at]?.cite ?? null;
  return null;
};

/** Facts with one number of a quantity that records have. */
export function literatureFacts(): ReferenceFact[] {
  const { facts } = JSON.parse(readFileSync(new URL('literature_facts.json', SOURCE), 'utf8')) as { facts: RawFact[] };
  return facts.flatMap((fact, i) => {
    if (typeof fact.value !== 'number' || !QUANTITIES.includes(fact.quantity)) return [];
    const doi = fact.doi ?? null;
    const cite = fact.cite === undefined ? null : cited(facts, i);
    const notes = [
      fact.assumes && `assumes ${fact.assumes}`,
      fact.technique,
      fact.note,
      fact.recomputed && `recomputed: ${fact.recomputed}`,
    ];
    const made: ReferenceFact = {
      id: `lit-${i + 1}`,
      material: fact.material,
      formula: FORMULAS[fact.material] ?? formulaOrNull(fact.material),
      quantity: fact.quantity === 'sigma_NE' ? 'sigma' : fact.quantity,
      region: fact.region ?? null,
      value: fact.value,
      unit: fact.unit ?? '1',
      u: fact.u === undefined ? null : fact.u / fact.value,
      T: typeof fact.T_K === 'number' ? fact.T_K : fact.T_K === 'room' ? 298.15 : null,
      room: fact.T_K === 'room',
      Ea_eV: fact.Ea_eV ?? null,
      definition: fact.definition ?? null,
      c: null,
      note: notes.filter(Boolean).join('; ') || null,
      doi,
      cite,
      checked: fact.checked,
      licence: fact.licence ?? 'CC0 (fact)',
      attribution: doi === null ? (cite ?? fact.checked) : `doi:${doi}`,
    };
    return [made];
  });
}

/** Rows of the conductivity table: total, bulk, or as reported where it says neither; limits ("<1E-10") are left out. */
export function conductivityRows(): string[] {
  const { columns, rows } = readDelimitedTable(readFileSync(new URL('obelix_sigma_rt.csv', SOURCE), 'utf8'));
  return rows.flatMap((cells) => {
    const get = (name: string): string => cells[columns.findIndex((column) => column.header === name)]?.trim() ?? '';
    const [total, bulk, reported] = [get('IC (Total)'), get('IC (Bulk)'), get('Ionic conductivity (S cm-1)')];
    const stated = [
      ['total', total],
      ['bulk', bulk],
      ['', reported],
    ].filter(([, text]) => Number(text) > 0);
    const kept = stated.filter(([region], i) => region !== '' || i === 0);
    const edges = ['a', 'b', 'c'].map((name) => Number(get(name)) * 1e-10) as [number, number, number];
    const [alpha, beta, gamma] = ['alpha', 'beta', 'gamma'].map((name) => Number(get(name))) as [number, number, number];
    const c = carrierDensity(get('True Composition'), { a: edges[0], b: edges[1], c: edges[2], alpha, beta, gamma }, 'Li');
    return kept.map(([region, text]) =>
      [
        get('ID'),
        region,
        get('Reduced Composition'),
        Number((Number(text) * 100).toPrecision(6)),
        c.toPrecision(6),
        get('Family'),
        get('DOI'),
      ].join('\t'),
    );
  });
}

function formulaOrNull(text: string): string | null {
  try {
    parseFormula(text);
    return text;
  } catch {
    return null;
  }
}

export const literatureModule = (): string => `import type { ReferenceFact } from './reference-fact.ts';

/** Published diffusion coefficients, conductivities and Haven ratios. Made by test/compare/make-reference-facts.ts; not to be edited. */
export const LITERATURE_FACTS: readonly ReferenceFact[] = ${JSON.stringify(literatureFacts(), null, 2)};
`;

export const conductivityModule = (): string => `/**
 * Lithium conductivities at room temperature: id, region ('' where not stated), composition, σ [S/m], c of all Li by composition and cell [1/m3],
 * family, DOI; tab-separated. From OBELiX (Therrien et al. 2025, arXiv:2502.14234), CC BY 4.0: 7 columns of the rows with a cell, σ in S/m, c
 * computed for this project. Made by test/compare/make-reference-facts.ts; not to be edited.
 */
export const CONDUCTIVITY_ROWS: string = \`
${conductivityRows().join('\n')}
\`;
`;

if (
  process.argv[1] !== undefined &&
  import.meta.url.endsWith(process.argv[1].split('/').at(-1) as string) &&
  process.argv[1].endsWith('make-reference-facts.ts')
) {
  writeFileSync(new URL('literature-facts.ts', TARGET), literatureModule());
  writeFileSync(new URL('conductivity-facts.ts', TARGET), conductivityModule());
}
