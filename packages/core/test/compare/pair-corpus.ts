import { constants } from '../../src/physics/constants.ts';

/** A record as a file holds it. */
export type RawRecord = Record<string, unknown>;

/** Two series with what an expert answers: may they be compared, and the code that says why not or what was corrected (null: nothing to say). */
export interface PairCase {
  readonly title: string;
  readonly a: readonly RawRecord[];
  readonly b: readonly RawRecord[];
  readonly gate: 'comparable' | 'correctable' | 'not-comparable';
  readonly code: string | null;
}

type Fields = RawRecord & { readonly T?: readonly number[] | number; readonly law?: (T: number) => number };

const line = (T: number): number => -(0.33 * constants.e) / constants.k / T;
/** 0.33 eV below and 0.20 eV above 450 K. */
const kinked = (T: number): number => (T < 450 ? line(T) : line(450) - ((0.2 * constants.e) / constants.k) * (1 / T - 1 / 450));

function series(fields: Fields): RawRecord[] {
  const { T = 300, law = line, ...rest } = fields;
  const places = Array.isArray(T) ? (T as number[]) : [T as number];
  return places.map((at) => {
    const sigma = rest['kind'] === 'sigma';
    const value = 1e-6 * Math.exp(law(at)) * (sigma ? 1e11 / at : 1);
    const base = { kind: 'D_NMR', region: 'bulk', u: 0.03, ion: { element: 'Li', z: 1 }, sample: { id: 'A1' } };
    return { ...base, value, unit: sigma ? 'S/m' : 'm2/s', ...rest, T: at };
  });
}

const all = { c: 1e28, u: 0.03, count: 'all' };
const count = (name: string): Fields => ({ carrier: { ...all, count: name } });
const sample = (id: string): Fields => ({ sample: { id } });
const cell = { a: 12.97e-10, Z: 8 };
const garnet = { id: 'A1', formula: 'Li7La3Zr2O12', cell };
const ion = (element: string, z = 1, isotope?: number): Fields => ({ ion: { element, z, ...(isotope === undefined ? {} : { isotope }) } });
const axis = (name: string): Fields => ({ direction: { type: 'axis', axis: name } });
const mean: Fields = { direction: { type: 'mean' } };
const tensor = (...values: number[]): Fields => ({ direction: { type: 'mean', tensor: values } });
const scale = (l: number): Fields => ({ scale: { t: null, l } });
const width = (gbWidth: number): Fields => ({ model: { name: 'm', fixed: { gbWidth } } });
const flags = (...names: string[]): Fields => ({ model: { name: 'm', flags: names } });

const dSigma: Fields = { kind: 'D_sigma', carrier: all };
const sigma: Fields = { kind: 'sigma', carrier: all };
const nmr: Fields = { kind: 'D_NMR' };
const tracer: Fields = { kind: 'D_tracer' };
const local: Fields = { kind: 'D_local', region: 'local' };
const effective: Fields = { kind: 'D_tracer', region: 'effective' };
const sigmaTotal: Fields = { ...dSigma, region: 'total' };
const chemical: Fields = { kind: 'D_chemical' };
const simulated: Fields = { kind: 'D_sim' };

const dense = [300, 320, 340, 360, 380, 400];
/** Even in 1/T but for one gap of five spacings, from 400 to 500 K. */
const gapped = [312.5, 327.869, 344.828, 363.636, 384.615, 400, 500, 529.412, 562.5, 600];

type Row = readonly [title: string, a: Fields, b: Fields];
const answer =
  (gate: PairCase['gate'], code: string | null) =>
  ([title, a, b]: Row): PairCase => ({ title, a: series(a), b: series(b), gate, code });

/** Answers follow from the rules of science alone: same sample, ion, region, direction, population, temperature, and both estimates. */
export const PAIR_CORPUS: readonly PairCase[] = [
  ...(
    [
      ['conduction and echoes of the bulk', dSigma, nmr],
      ['a conductivity with its carriers and echoes', sigma, nmr],
      ['a conductivity with formula and cell and echoes', { kind: 'sigma', sample: garnet }, { ...nmr, sample: garnet }],
      ['a conductivity in S/cm and a coefficient in cm2/s', { ...sigma, unit: 'S/cm' }, { ...nmr, unit: 'cm2/s' }],
      ['conduction and tracer of the bulk', dSigma, tracer],
      ['echoes and tracer of the bulk', nmr, tracer],
      ['conduction of the total and an effective tracer', sigmaTotal, effective],
      ['conduction of the total and a tracer of the total', sigmaTotal, { ...tracer, region: 'total' }],
      ['a simulation and a tracer', simulated, tracer],
      ['a simulation and conduction', simulated, dSigma],
      ['relaxation that states the bulk, and echoes', { ...local, region: 'bulk' }, nmr],
      ['anions of one size of charge', { ...dSigma, ...ion('O', -2) }, { ...tracer, ...ion('O', -2) }],
      ['a charge written with and without its sign', { ...dSigma, ...ion('O', 2) }, { ...tracer, ...ion('O', -2) }],
      ['divalent cations', { ...dSigma, ...ion('Mg', 2) }, { ...tracer, ...ion('Mg', 2) }],
      ['the same isotope', { ...nmr, ...ion('Li', 1, 7) }, { ...tracer, ...ion('Li', 1, 7) }],
      ['an isotope stated on one side only', dSigma, { ...tracer, ...ion('Li', 1, 6) }],
      ['both means, one of them stated', { ...nmr, ...mean }, tracer],
      ['one axis', { ...dSigma, ...axis('c') }, { ...tracer, ...axis('c') }],
      ['one plane', { ...dSigma, ...axis('ab') }, { ...tracer, ...axis('ab') }],
      ['two means with tensors', { ...nmr, ...tensor(1e-12, 1e-12, 1e-13) }, { ...tracer, ...mean }],
      ['0.05 K apart', { ...dSigma, T: 300 }, { ...nmr, T: 300.05 }],
      ['0.09 K apart', { ...dSigma, T: 300 }, { ...nmr, T: 299.91 }],
      ['the same six temperatures', { ...dSigma, T: dense }, { ...nmr, T: dense }],
      ['one temperature among the other’s own', { ...dSigma, T: dense }, { ...nmr, T: 340 }],
      ['overlapping length scales', { ...nmr, ...scale(1e-6) }, { ...tracer, ...scale(1e-6) }],
      ['a gap that hides a break, both measured outside of it', { ...dSigma, T: gapped, law: kinked }, { ...nmr, T: 327.869, law: kinked }],
      ['an unknown uncertainty', { ...dSigma, u: null, T: dense }, { ...nmr, T: dense }],
      ['a copper conductor', { ...dSigma, ...ion('Cu') }, { ...tracer, ...ion('Cu') }],
      ['protons', { ...dSigma, ...ion('H') }, { ...nmr, ...ion('H') }],
    ] as Row[]
  ).map(answer('comparable', null)),
  ...(
    [
      ['lithium of 6 and 7', { ...nmr, ...ion('Li', 1, 7) }, { ...tracer, ...ion('Li', 1, 6) }, 'note/isotope'],
      ['oxygen of 16 and 18', { ...nmr, ...ion('O', -2, 16) }, { ...tracer, ...ion('O', -2, 18) }, 'note/isotope'],
      ['sodium of 22 and 23', { ...nmr, ...ion('Na', 1, 23) }, { ...tracer, ...ion('Na', 1, 22) }, 'note/isotope'],
      ['hops and micrometres', local, nmr, 'note/scale'],
      ['hops and conduction', local, dSigma, 'note/scale'],
      ['chemical coefficients of bulk and hops', chemical, { ...chemical, region: 'local' }, 'note/scale'],
      ['hops and a tracer of the bulk', local, tracer, 'note/scale'],
      ['micrometres and millimetres', { ...nmr, ...scale(2e-6) }, { ...tracer, ...scale(1e-3) }, 'note/scale'],
      ['nanometres and micrometres', { ...simulated, ...scale(3e-9) }, { ...nmr, ...scale(3e-6) }, 'note/scale'],
      ['a raised flag', { ...nmr, ...flags('length>domain') }, tracer, 'note/flags'],
      ['an arc of doubtful assignment', { ...dSigma, ...flags('assignment-doubtful') }, nmr, 'note/flags'],
      ['a diffusivity of conduction whose carriers are not stated', { kind: 'D_sigma' }, nmr, 'note/carrier'],
      [
        'boundaries of one stated width',
        { ...dSigma, region: 'gb', ...width(5e-10) },
        { ...tracer, region: 'gb', ...width(5e-10) },
        'note/gb-width',
      ],
    ] as [...Row, string][]
  ).map(([title, a, b, code]) => answer('comparable', code)([title, a, b])),
  ...(
    [
      ['a temperature between the other’s', { ...dSigma, T: dense }, { ...nmr, T: 330 }, 'correct/temperature'],
      ['1 K apart inside a series', { ...dSigma, T: dense }, { ...nmr, T: 341 }, 'correct/temperature'],
      ['5 K above the other’s data', { ...dSigma, T: dense }, { ...nmr, T: 405 }, 'correct/temperature'],
      ['9.9 K below the other’s data', { ...dSigma, T: dense }, { ...nmr, T: 290.1 }, 'correct/temperature'],
      ['between two temperatures only', { ...dSigma, T: [300, 400] }, { ...nmr, T: 350 }, 'correct/temperature'],
      ['interleaved series', { ...dSigma, T: dense }, { ...nmr, T: [310, 330, 350] }, 'correct/temperature'],
      ['inside a gap without a break', { ...dSigma, T: gapped }, { ...nmr, T: 450 }, 'correct/temperature'],
      [
        'a kink without a gap',
        { ...dSigma, T: [320, 350, 380, 410, 440, 470, 500, 530, 560], law: kinked },
        { ...nmr, T: 455, law: kinked },
        'correct/temperature',
      ],
      ['beside a gap that hides a break', { ...dSigma, T: gapped, law: kinked }, { ...nmr, T: 350, law: kinked }, 'correct/temperature'],
      [
        'an effective tracer between temperatures of the total',
        { ...sigmaTotal, T: dense },
        { ...effective, T: 333 },
        'correct/temperature',
      ],
      ['an axis and a tensor', { ...dSigma, ...axis('c') }, { ...nmr, ...tensor(2e-12, 2e-12, 1e-12) }, 'correct/direction'],
      ['the first axis and a tensor', { ...dSigma, ...axis('a') }, { ...nmr, ...tensor(2e-12, 1e-12, 1e-12) }, 'correct/direction'],
      ['a plane and a tensor', { ...dSigma, ...axis('ab') }, { ...nmr, ...tensor(2e-12, 2e-12, 1e-12) }, 'correct/direction'],
      ['a tensor and an axis of a tracer', { ...nmr, ...tensor(2e-12, 2e-12, 1e-12) }, { ...tracer, ...axis('b') }, 'correct/direction'],
      [
        'mobile carriers, with formula and cell at hand',
        { kind: 'sigma', sample: garnet, ...count('mobile') },
        { ...nmr, sample: garnet },
        'correct/carrier',
      ],
      [
        'carriers counted as vacancies, with formula and cell at hand',
        { kind: 'sigma', sample: garnet, ...count('vacancy') },
        { ...nmr, sample: garnet },
        'correct/carrier',
      ],
      [
        'carriers of unknown count, with formula and cell at hand',
        { kind: 'sigma', sample: garnet, ...count('unknown') },
        { ...tracer, sample: garnet },
        'correct/carrier',
      ],
    ] as [...Row, string][]
  ).map(([title, a, b, code]) => answer('correctable', code)([title, a, b])),
  ...(
    [
      ['two samples', dSigma, { ...nmr, ...sample('A2') }, 'gate/sample'],
      ['a sample not stated on one side', dSigma, { ...nmr, sample: null }, 'gate/sample'],
      ['no sample stated at all', { ...dSigma, sample: null }, { ...nmr, sample: null }, 'gate/sample'],
      ['samples that differ by case', dSigma, { ...nmr, ...sample('a1') }, 'gate/sample'],
      ['two batches of one formula', { ...dSigma, sample: garnet }, { ...nmr, sample: { ...garnet, id: 'A2' } }, 'gate/sample'],
      ['lithium and sodium', dSigma, { ...nmr, ...ion('Na') }, 'gate/ion'],
      ['lithium and oxygen', dSigma, { ...tracer, ...ion('O', -2) }, 'gate/ion'],
      ['copper of one and two charges', { ...dSigma, ...ion('Cu', 1) }, { ...tracer, ...ion('Cu', 2) }, 'gate/ion'],
      ['an ion not stated', dSigma, { ...nmr, ion: null }, 'gate/ion'],
      ['fluorine and iron', { ...tracer, ...ion('F', -1) }, { ...nmr, ...ion('Fe', 2) }, 'gate/ion'],
      ['protons and deuterons written as elements', { ...tracer, ...ion('H') }, { ...nmr, ...ion('D') }, 'gate/ion'],
      ['conduction of the total and echoes of the bulk', sigmaTotal, nmr, 'gate/region'],
      ['conduction of the bulk and an effective tracer', dSigma, effective, 'gate/region'],
      ['a boundary and the bulk', { ...tracer, region: 'gb' }, dSigma, 'gate/region'],
      ['a boundary and the total', { ...tracer, region: 'gb' }, sigmaTotal, 'gate/region'],
      ['a region not stated', dSigma, { ...nmr, region: null }, 'gate/region'],
      ['no region stated at all', { ...dSigma, region: null }, { ...nmr, region: null }, 'gate/region'],
      ['hops and the total', local, sigmaTotal, 'gate/region'],
      ['hops and an effective tracer', local, effective, 'gate/region'],
      ['hops and a boundary', local, { ...tracer, region: 'gb' }, 'gate/region'],
      ['echoes of the bulk and an effective tracer', nmr, effective, 'gate/region'],
      ['conduction of bulk and of total', dSigma, sigmaTotal, 'gate/region'],
      ['boundaries without a width', { ...dSigma, region: 'gb' }, { ...tracer, region: 'gb' }, 'gate/gb-width'],
      [
        'boundaries of two widths',
        { ...dSigma, region: 'gb', ...width(5e-10) },
        { ...tracer, region: 'gb', ...width(2e-9) },
        'gate/gb-width',
      ],
      [
        'a boundary with and one without a width',
        { ...dSigma, region: 'gb', ...width(5e-10) },
        { ...tracer, region: 'gb' },
        'gate/gb-width',
      ],
      ['a chemical coefficient and a tracer', chemical, tracer, 'gate/kind'],
      ['a chemical coefficient and conduction', chemical, dSigma, 'gate/kind'],
      ['a chemical coefficient and echoes', chemical, nmr, 'gate/kind'],
      ['a chemical coefficient and hops', chemical, local, 'gate/kind'],
      ['two axes', { ...dSigma, ...axis('a') }, { ...tracer, ...axis('c') }, 'gate/direction'],
      ['an axis and a plane', { ...dSigma, ...axis('c') }, { ...tracer, ...axis('ab') }, 'gate/direction'],
      ['an axis and a mean', { ...dSigma, ...axis('c') }, { ...nmr, ...mean }, 'gate/direction'],
      ['an axis and nothing stated', { ...dSigma, ...axis('c') }, nmr, 'gate/direction'],
      ['an oblique axis and a tensor', { ...dSigma, ...axis('[110]') }, { ...nmr, ...tensor(2e-12, 2e-12, 1e-12) }, 'gate/direction'],
      ['an axis whose component is not determined', { ...dSigma, ...axis('c') }, { ...nmr, ...tensor(2e-12, 2e-12, 0) }, 'gate/direction'],
      ['mobile carriers', { ...sigma, ...count('mobile') }, nmr, 'gate/carrier'],
      ['vacancies', { ...sigma, ...count('vacancy') }, nmr, 'gate/carrier'],
      ['carriers of unknown count', { ...sigma, ...count('unknown') }, nmr, 'gate/carrier'],
      ['a diffusivity by mobile carriers', { ...dSigma, ...count('mobile') }, nmr, 'gate/carrier'],
      ['a diffusivity by mobile carriers and a tracer', { ...dSigma, ...count('mobile') }, tracer, 'gate/carrier'],
      ['a total by mobile carriers and an effective tracer', { ...sigmaTotal, ...count('mobile') }, effective, 'gate/carrier'],
      ['a conductivity without carriers', { kind: 'sigma' }, nmr, 'carrier/missing'],
      ['a conductivity with a formula but no cell', { kind: 'sigma', sample: { id: 'A1', formula: 'LiCl' } }, tracer, 'carrier/missing'],
      [
        'a conductivity with a cell but no formula',
        { kind: 'sigma', sample: { id: 'A1', cell } },
        { ...tracer, sample: { id: 'A1', cell } },
        'carrier/missing',
      ],
      [
        'a conductivity whose formula lacks the ion',
        { kind: 'sigma', sample: { id: 'A1', formula: 'NaCl', cell } },
        { ...nmr, sample: { id: 'A1', formula: 'NaCl', cell } },
        'carrier/formula',
      ],
      ['single temperatures 0.5 K apart', { ...dSigma, T: 300 }, { ...nmr, T: 300.5 }, 'gate/extrapolation'],
      ['single temperatures 40 K apart', { ...dSigma, T: 300 }, { ...nmr, T: 340 }, 'gate/extrapolation'],
      ['10.5 K above the other’s data', { ...dSigma, T: dense }, { ...nmr, T: 410.5 }, 'gate/extrapolation'],
      ['11 K below the other’s data', { ...dSigma, T: dense }, { ...nmr, T: 289 }, 'gate/extrapolation'],
      ['series that don’t overlap', { ...dSigma, T: dense }, { ...nmr, T: [450, 470, 490] }, 'gate/extrapolation'],
      ['room temperature and 600 K', { ...dSigma, T: [298, 303] }, { ...tracer, T: [600, 650] }, 'gate/extrapolation'],
      ['inside a gap that hides a break', { ...dSigma, T: gapped, law: kinked }, { ...nmr, T: 450, law: kinked }, 'gate/gap-break'],
      ['near the cold edge of such a gap', { ...dSigma, T: gapped, law: kinked }, { ...nmr, T: 410, law: kinked }, 'gate/gap-break'],
      ['near the hot edge of such a gap', { ...dSigma, T: gapped, law: kinked }, { ...nmr, T: 490, law: kinked }, 'gate/gap-break'],
      ['an upper limit', { ...dSigma, bound: 'upper' }, nmr, 'gate/bound'],
      ['a lower limit', dSigma, { ...tracer, bound: 'lower' }, 'gate/bound'],
      ['two limits', { ...dSigma, bound: 'upper' }, { ...tracer, bound: 'upper' }, 'gate/bound'],
      ['a limit of a conductivity', { ...sigma, bound: 'upper' }, nmr, 'gate/bound'],
      ['a limit at each temperature', { ...dSigma, T: dense, bound: 'upper' }, { ...nmr, T: dense }, 'gate/bound'],
    ] as [...Row, string][]
  ).map(([title, a, b, code]) => answer('not-comparable', code)([title, a, b])),
];
