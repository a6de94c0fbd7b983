/** What a code of the gate means and what helps; `docs/reference/compare-codes.md` lists the same. */
export interface CodeText {
  readonly says: string;
  readonly remedy: string;
}

/** Codes that end a comparison. */
export const GATE_CODES: Readonly<Record<GateCode, CodeText>> = {
  'gate/sample': {
    says: 'the two are not known to be the same sample',
    remedy: 'state sample.id on both, or compare across samples with --across-samples',
  },
  'gate/ion': { says: 'the two are not of the same ion', remedy: 'state element and charge on both, or compare records of one ion' },
  'gate/region': {
    says: 'the two hold in different regions',
    remedy: 'measure both in one region; a boundary follows by subtraction where total and bulk of both kinds are at hand',
  },
  'gate/kind': {
    says: 'a chemical diffusion coefficient differs from the others by the thermodynamic factor',
    remedy: 'divide by the thermodynamic factor first (titration curve)',
  },
  'gate/direction': {
    says: 'the two hold along different directions',
    remedy: 'measure both along one axis, or give the tensor of the mean',
  },
  'gate/carrier': {
    says: 'the conductivity was divided by a population other than all exchangeable ions',
    remedy: 'give sample.formula and sample.cell, so that it is recomputed with all ions',
  },
  'gate/extrapolation': {
    says: 'there is no common temperature within 10 K of the data of both',
    remedy: 'measure one of them at a temperature of the other',
  },
  'gate/gap-break': {
    says: 'the temperature lies in a gap of the data whose two sides have different slopes',
    remedy: 'measure inside the gap',
  },
  'gate/bound': {
    says: 'one of the two is a limit, not an estimate',
    remedy: 'measure so that the quantity is determined, not only bounded',
  },
  'carrier/missing': {
    says: 'there is no carrier density, so no diffusion coefficient follows from the conductivity',
    remedy: 'state sample.formula and sample.cell, or carrier',
  },
  'gate/gb-width': {
    says: 'boundary coefficients of different or unstated boundary width measure different things',
    remedy: 'use one boundary width for both, or compare by subtraction, which needs none',
  },
};

/** Codes of a correction that was made, or of something to know. */
export const NOTE_CODES: Readonly<Record<NoteCode, CodeText>> = {
  'correct/temperature': {
    says: 'brought to one temperature by a local line through the nearest points',
    remedy: 'measure at the same temperature to do without',
  },
  'correct/direction': {
    says: 'the component of the stated tensor along the axis was taken',
    remedy: 'measure along the axis to do without',
  },
  'correct/carrier': {
    says: 'the conductivity was recomputed with all ions of formula and cell',
    remedy: 'none needed; state carrier.count "all" to do without',
  },
  'note/isotope': {
    says: 'of different isotopes: their diffusion coefficients may differ by the root of the mass ratio',
    remedy: 'use one isotope',
  },
  'note/scale': { says: 'seen on different length scales', remedy: 'vary the diffusion time until the scales overlap' },
  'note/between-samples': { says: 'of different samples', remedy: 'measure both on one sample' },
  'note/gb-width': { says: 'both rest on the same assumed boundary width', remedy: 'compare by subtraction, which needs none' },
  'note/carrier': { says: 'the counted population is not stated and is taken as all ions', remedy: 'state carrier.count' },
  'note/flags': { says: 'a model raised a flag about one of the two', remedy: 'settle the flag first' },
};

export type GateCode =
  | 'gate/sample'
  | 'gate/ion'
  | 'gate/region'
  | 'gate/kind'
  | 'gate/direction'
  | 'gate/carrier'
  | 'gate/extrapolation'
  | 'gate/gap-break'
  | 'gate/bound'
  | 'carrier/missing'
  | 'gate/gb-width';
export type NoteCode =
  | 'correct/temperature'
  | 'correct/direction'
  | 'correct/carrier'
  | 'note/isotope'
  | 'note/scale'
  | 'note/between-samples'
  | 'note/gb-width'
  | 'note/carrier'
  | 'note/flags';
