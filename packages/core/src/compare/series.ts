import type { Direction, DiffusionRecord, Region, SampleInfo } from '../api/record.ts';
import type { LawChoice } from './laws/choose-law.ts';
import { sharedText } from './shared-text.ts';

/** One estimate of a series: x = 1/T, y = ln of the value (for a conductivity without carriers of σT). */
export interface Point {
  readonly record: DiffusionRecord;
  readonly T: number;
  readonly x: number;
  readonly y: number;
}

/** A stretch of 1/T without data whose two sides have different slopes: it may hide a break, nothing is interpolated in it. */
export interface BrokenGap {
  /** Temperatures at its two ends. */
  readonly cold: number;
  readonly hot: number;
}

/** Records alike in sample, kind, region, ion element, direction and carrier count, over temperature. */
export interface Series {
  readonly key: string;
  readonly sample: SampleInfo | null;
  readonly kind: string;
  readonly region: Region | null;
  readonly ion: { readonly element: string; readonly z: number } | null;
  readonly isotopes: readonly number[];
  /** Without a tensor. */
  readonly direction: Direction;
  readonly count: string | null;
  /** Ascending in x, that is from hot to cold. */
  readonly points: readonly Point[];
  /** Limits, which take part in no number. */
  readonly limits: readonly DiffusionRecord[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly w: Float64Array;
  /** Random standard uncertainty of y; NaN where nothing tells it. */
  readonly u: Float64Array;
  /** Degrees of freedom of each u; Infinity for a known one. */
  readonly nu: Float64Array;
  /** True where u comes from the scatter about the law: then it is one common estimate with `scatterNu` degrees of freedom. */
  readonly fromScatter: boolean;
  readonly scatterNu: number;
  readonly law: LawChoice | undefined;
  readonly gaps: readonly BrokenGap[];
  /** Shared effects: signed standard uncertainty of each y per tag. */
  readonly tags: ReadonlyMap<string, Float64Array>;
  /** Of a total: the series of its bulk, by which it is interpolated. */
  readonly bulk?: Series;
}

/** `D_NMR bulk`, with the axis where it has one. */
export function seriesLabel(series: Pick<Series, 'kind' | 'region' | 'direction'>): string {
  const { kind, region, direction } = series;
  const label = region === null ? kind : labelOf(kind, region);
  return direction?.type === 'axis' ? `${label} along ${direction.axis}` : label;
}

const labelOf = sharedText((kind, region) => `${kind} ${region}`);
