import { constants } from '../physics/constants.ts';

/** Exponents of m, kg, s, A, K, mol, cd. Angles count as numbers. */
export type Dimension = readonly [number, number, number, number, number, number, number];

export interface UnitEntry {
  readonly factor: number;
  readonly dimension: Dimension;
  readonly prefixable: boolean;
  /** Added after scaling, to reach SI: only a temperature scale has one. */
  readonly offset?: number;
}

export const PREFIXES: Readonly<Record<string, number>> = {
  Y: 1e24,
  Z: 1e21,
  E: 1e18,
  P: 1e15,
  T: 1e12,
  G: 1e9,
  M: 1e6,
  k: 1e3,
  h: 1e2,
  da: 1e1,
  d: 1e-1,
  c: 1e-2,
  m: 1e-3,
  u: 1e-6,
  µ: 1e-6,
  μ: 1e-6,
  n: 1e-9,
  p: 1e-12,
  f: 1e-15,
  a: 1e-18,
  z: 1e-21,
  y: 1e-24,
};

const unit = (factor: number, dimension: Dimension, prefixable = true, offset?: number): UnitEntry =>
  offset === undefined ? { factor, dimension, prefixable } : { factor, dimension, prefixable, offset };
const NUMBER: Dimension = [0, 0, 0, 0, 0, 0, 0];
const OHM = unit(1, [2, 1, -3, -2, 0, 0, 0]);
const CELSIUS = unit(1, [0, 0, 0, 0, 1, 0, 0], false, 273.15);
const ANGSTROM = unit(1e-10, [1, 0, 0, 0, 0, 0, 0], false);
const DALTON = unit(constants.u, [0, 1, 0, 0, 0, 0, 0], false);
const LITRE = unit(1e-3, [3, 0, 0, 0, 0, 0, 0]);

/** UCUM symbols, and beside them what people write: `Ohm` and `Ω`, `degC` and `°C`, `Ang` and `Å`. */
export const UNITS: Readonly<Record<string, UnitEntry>> = {
  '1': unit(1, NUMBER, false),
  '%': unit(0.01, NUMBER, false),
  ppm: unit(1e-6, NUMBER, false),
  rad: unit(1, NUMBER),
  deg: unit(Math.PI / 180, NUMBER, false),
  '°': unit(Math.PI / 180, NUMBER, false),
  m: unit(1, [1, 0, 0, 0, 0, 0, 0]),
  g: unit(1e-3, [0, 1, 0, 0, 0, 0, 0]),
  s: unit(1, [0, 0, 1, 0, 0, 0, 0]),
  A: unit(1, [0, 0, 0, 1, 0, 0, 0]),
  K: unit(1, [0, 0, 0, 0, 1, 0, 0]),
  mol: unit(1, [0, 0, 0, 0, 0, 1, 0]),
  cd: unit(1, [0, 0, 0, 0, 0, 0, 1]),
  degC: CELSIUS,
  Cel: CELSIUS,
  '°C': CELSIUS,
  '℃': CELSIUS,
  oC: CELSIUS,
  Hz: unit(1, [0, 0, -1, 0, 0, 0, 0]),
  N: unit(1, [1, 1, -2, 0, 0, 0, 0]),
  Pa: unit(1, [-1, 1, -2, 0, 0, 0, 0]),
  bar: unit(1e5, [-1, 1, -2, 0, 0, 0, 0]),
  atm: unit(101_325, [-1, 1, -2, 0, 0, 0, 0], false),
  J: unit(1, [2, 1, -2, 0, 0, 0, 0]),
  cal: unit(4.184, [2, 1, -2, 0, 0, 0, 0]),
  eV: unit(constants.e, [2, 1, -2, 0, 0, 0, 0]),
  W: unit(1, [2, 1, -3, 0, 0, 0, 0]),
  C: unit(1, [0, 0, 1, 1, 0, 0, 0]),
  V: unit(1, [2, 1, -3, -1, 0, 0, 0]),
  F: unit(1, [-2, -1, 4, 2, 0, 0, 0]),
  Ohm: OHM,
  ohm: OHM,
  ohms: OHM,
  Ohms: OHM,
  Ω: OHM,
  '\u2126': OHM,
  S: unit(1, [-2, -1, 3, 2, 0, 0, 0]),
  T: unit(1, [0, 1, -2, -1, 0, 0, 0]),
  G: unit(1e-4, [0, 1, -2, -1, 0, 0, 0]),
  Gs: unit(1e-4, [0, 1, -2, -1, 0, 0, 0]),
  H: unit(1, [2, 1, -2, -2, 0, 0, 0]),
  L: LITRE,
  l: LITRE,
  min: unit(60, [0, 0, 1, 0, 0, 0, 0], false),
  h: unit(3600, [0, 0, 1, 0, 0, 0, 0], false),
  hr: unit(3600, [0, 0, 1, 0, 0, 0, 0], false),
  d: unit(86_400, [0, 0, 1, 0, 0, 0, 0], false),
  a: unit(31_557_600, [0, 0, 1, 0, 0, 0, 0], false),
  Ang: ANGSTROM,
  Ao: ANGSTROM,
  Å: ANGSTROM,
  '\u212b': ANGSTROM,
  Da: DALTON,
  amu: DALTON,
};
