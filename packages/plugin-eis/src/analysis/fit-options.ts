import type { ChoiceParam, FlagParam, NumberParam, TextParam } from '@ionwalk/core';
import { WEIGHTINGS } from '../circuit/spectrum-data.ts';
import { MASK_OPTION } from './mask-spectrum.ts';
import { INTERVAL_OPTIONS } from './parameter-intervals.ts';

const text = (title: string, doc: string): TextParam => ({ type: 'text', title, doc, default: '' });

const CARRIER_COUNTS = ['all', 'mobile', 'vacancy', 'unknown'] as const;

/** Options of `eis fit`, keys as on the command line. */
export const FIT_OPTIONS: {
  readonly circuit: TextParam;
  readonly weighting: ChoiceParam & { readonly options: typeof WEIGHTINGS };
  readonly joint: FlagParam;
  readonly share: TextParam;
  readonly link: TextParam;
  readonly tie: TextParam;
  readonly bound: TextParam;
  readonly mask: TextParam;
  readonly intervals: (typeof INTERVAL_OPTIONS)['intervals'];
  readonly draws: (typeof INTERVAL_OPTIONS)['draws'];
  readonly seed: (typeof INTERVAL_OPTIONS)['seed'];
  readonly thickness: NumberParam & { readonly default?: never; readonly required?: never };
  readonly area: NumberParam & { readonly default?: never; readonly required?: never };
  readonly diameter: NumberParam & { readonly default?: never; readonly required?: never };
  readonly formula: TextParam;
  readonly cell: TextParam;
  readonly 'formula-units': NumberParam & { readonly default: number };
  readonly 'carrier-density': NumberParam & { readonly default?: never; readonly required?: never };
  readonly 'carrier-count': ChoiceParam & { readonly options: typeof CARRIER_COUNTS };
  readonly ion: TextParam;
  readonly assign: TextParam;
  readonly 'grain-size': NumberParam & { readonly default?: never; readonly required?: never };
  readonly 'gb-width': NumberParam & { readonly default?: never; readonly required?: never };
} = {
  circuit: {
    type: 'text',
    title: 'Circuit',
    doc: "R0-p(R1,CPE1)-p(R2,CPE2)-CPE3 of the elements that 'ionwalk plugins inspect eis' lists and those other plugins add, Boukamp's R(RQ)(RQ)Q, a ZView model file (.mdl), or auto: the best of up to three arcs with and without series resistance, inductance and blocking electrode.",
    default: 'auto',
    file: true,
  },
  weighting: {
    type: 'choice',
    title: 'Weighting',
    doc: 'What each residual component is divided by: |Z| of the data, its own magnitude, 1 Ohm, or the uncertainty stated in the file.',
    options: WEIGHTINGS,
    default: 'modulus',
  },
  joint: {
    type: 'flag',
    title: 'Fit all spectra together',
    doc: 'One fit and one answer for all the files given; --share and --link say what they have in common, --tie and --bound hold within each. Needs a circuit.',
    default: false,
  },
  share: {
    type: 'text',
    title: 'Shared parameters',
    doc: 'Common to all spectra of a joint fit: CPE1.Q,CPE1.n.',
    default: '',
    repeatable: true,
  },
  link: {
    type: 'text',
    title: 'Parameters tied over temperature',
    doc: 'R1=arrhenius: ln(R1/T) is linear in 1/T, with the parameters R1.Ea and R1.pre.',
    default: '',
    repeatable: true,
  },
  tie: {
    type: 'text',
    title: 'Parameters that follow others',
    doc: 'CPE2.n=CPE1.n, or with a factor C2=0.1*C1: fitted as one.',
    default: '',
    repeatable: true,
  },
  bound: {
    type: 'text',
    title: 'Ranges of parameters',
    doc: 'R1=10..1000, in the unit of the parameter; R1=10.. has one end.',
    default: '',
    repeatable: true,
  },
  ...MASK_OPTION,
  ...INTERVAL_OPTIONS,
  thickness: { type: 'number', title: 'Thickness of the sample', unit: 'm', display: 'mm', min: 1e-10, max: 10, scale: 'log' },
  area: { type: 'number', title: 'Cross-section of the sample', unit: 'm2', display: 'cm2', min: 1e-16, max: 100, scale: 'log' },
  diameter: { type: 'number', title: 'Diameter of a disc', unit: 'm', display: 'mm', min: 1e-8, max: 10, scale: 'log' },
  formula: text('Formula unit', 'Chemical formula for the carrier density, such as Li0.29La0.57TiO3.'),
  cell: text('Unit cell', 'A cubic edge 3.87A, edges and angles a,b,c,alpha,beta,gamma, or a volume 57.96A^3.'),
  'formula-units': { type: 'number', title: 'Formula units per cell', unit: '1', default: 1, min: 1e-6, max: 1e6 },
  'carrier-density': { type: 'number', title: 'Carriers per volume', unit: 'm-3', min: 1, max: 1e32, scale: 'log' },
  'carrier-count': {
    type: 'choice',
    title: 'What the carrier density counts',
    doc: 'Of a given --carrier-density: all ions of the element, the mobile ones, or vacancies. Only a D_sigma of all ions compares with a tracer.',
    options: CARRIER_COUNTS,
    default: 'unknown',
  },
  ion: text('Moving ion', 'With its charge, Li+; by default the mobile ion of the formula.'),
  assign: {
    type: 'text',
    title: 'Assignment of resistances',
    doc: 'bulk=R1 gb=R2; by default by capacitance. Given, it is taken without doubt.',
    default: '',
    repeatable: true,
  },
  'grain-size': {
    type: 'number',
    title: 'Grain size',
    doc: 'For the conductivity of grain boundaries by the brick layer.',
    unit: 'm',
    display: 'um',
    min: 1e-10,
    max: 1,
    scale: 'log',
  },
  'gb-width': {
    type: 'number',
    title: 'Electrical width of a grain boundary',
    doc: 'Without it width over grain size is taken from the capacitances.',
    unit: 'm',
    display: 'nm',
    min: 1e-11,
    max: 1e-3,
    scale: 'log',
  },
};
