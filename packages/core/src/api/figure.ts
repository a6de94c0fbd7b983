import type { Unit } from './described.ts';

/** NaN or null is a gap. In JSON: numbers and null; beyond 200k numbers the host stores them as an object. */
export type NumRef = Float64Array | readonly (number | null)[] | { readonly object: string };
export type StrRef = readonly string[];

/** Quantities, not labels: the host writes the words, converts the unit and picks the ticks. */
export interface Axis {
  /** `reciprocal-temperature`, `diffusivity`, `impedance-real`, …; an unknown one is its own label. */
  readonly quantity: string;
  readonly unit: Unit;
  readonly scale: 'linear' | 'log' | 'sqrt';
  readonly domain?: readonly [number, number];
}
export interface DerivedAxis {
  readonly of: 'x' | 'y';
  readonly show: 'temperature';
  readonly unit: 'degC' | 'K';
}

/** `role` decides weight and style; the host picks the colours. */
export interface Series {
  readonly series: string;
  readonly role: 'data' | 'fit' | 'residual' | 'guide';
  /** Colour by technique, shape and dash by region, where the series is a diffusion quantity. */
  readonly quantity?: string;
  readonly region?: string;
}
export interface Points extends Series {
  readonly kind: 'points';
  readonly x: NumRef;
  readonly y: NumRef;
  readonly lo?: NumRef;
  readonly hi?: NumRef;
  /** 1: hollow (error unknown or derived), 2: limit from above, 3: limit from below. */
  readonly flags?: NumRef;
  /** Observation ids, for linked views. */
  readonly ref?: StrRef;
}
export interface Line extends Series {
  readonly kind: 'line';
  readonly x: NumRef;
  readonly y: NumRef;
  readonly dashed?: true;
}
export interface Band extends Series {
  readonly kind: 'band';
  readonly x: NumRef;
  readonly lo: NumRef;
  readonly hi: NumRef;
}
/** Row-major, first row on top; the axes' domains are its extent. */
export interface Image {
  readonly kind: 'image';
  readonly data: NumRef;
  readonly w: number;
  readonly h: number;
  readonly range: readonly [number, number];
  readonly map: 'cividis' | 'viridis' | 'gray' | 'balance';
  /** What the colours mean, for the colour bar. */
  readonly quantity?: string;
  readonly unit?: Unit;
  readonly rois?: readonly Roi[];
}
export interface Roi {
  readonly label: string;
  /** Two, or more with a `width`: a line and the strip about it. More without: a polygon. */
  readonly points: readonly (readonly [number, number])[];
  readonly width?: number;
}
export interface Rule {
  readonly kind: 'rule';
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly label?: string;
}
export interface RegionLayer {
  readonly kind: 'region';
  readonly axis: 'x' | 'y';
  readonly from: number;
  readonly to: number;
  readonly label?: string;
}
export interface Note {
  readonly kind: 'note';
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
export type Layer = Points | Line | Band | Image | Rule | RegionLayer | Note;

export interface Figure {
  readonly v: 1;
  readonly id: string;
  readonly title: string;
  /** Alternative text; required. */
  readonly description: string;
  readonly axes: { readonly x: Axis; readonly y: Axis; readonly top?: DerivedAxis; readonly right?: DerivedAxis };
  readonly aspect?: 'equal';
  readonly layers: readonly Layer[];
  /** Id of one of the answer's tables; default: made from the layers. */
  readonly table?: string;
}
