import type { Json, Unit } from './described.ts';

/** A named shared error: signed `u` of ln(value), or the temperature error it comes from. */
export interface Effect {
  readonly tag: string;
  readonly u?: number;
  readonly from?: { readonly u_T: number; readonly unit: 'K' };
}

export type Cell =
  | {
      readonly a: number;
      readonly b?: number;
      readonly c?: number;
      readonly alpha?: number;
      readonly beta?: number;
      readonly gamma?: number;
      readonly Z?: number;
    }
  | { readonly volume: number; readonly Z?: number };

export interface SampleInfo {
  readonly id: string;
  readonly formula?: string;
  readonly form?: string;
  readonly cell?: Cell;
}

export type Region = 'bulk' | 'gb' | 'total' | 'effective' | 'local';

export interface Carrier {
  /** Carriers per volume [1/m3]. */
  readonly c: number;
  /** Standard uncertainty of ln(c). */
  readonly u: number;
  readonly count: 'all' | 'mobile' | 'vacancy' | 'unknown';
  readonly how: string;
  readonly tag?: string;
}

export type Direction =
  | null
  | { readonly type: 'mean'; readonly d?: 1 | 2 | 3; readonly tensor?: readonly [number, number, number] | null }
  | { readonly type: 'axis'; readonly axis: string };

/** One quantity at one temperature. `u` and `effects[].u` are of ln(value). */
export interface DiffusionRecord {
  readonly schema: 'ionwalk/diffusion-record/1';
  /** `sha256:…` of the canonical JSON (RFC 8785) without id. */
  readonly id: string;
  /** `sigma`, `D_sigma`, `D_NMR`, `D_local`, `D_tracer`, `D_chemical`, `D_sim`, `H_R`, … */
  readonly kind: string;
  readonly region: Region | null;
  readonly value: number;
  readonly unit: Unit;
  /** Then `value` is the limit. */
  readonly bound?: 'upper' | 'lower' | null;
  /** Random part; null: unknown. */
  readonly u: number | null;
  readonly nu?: number | null;
  /** Of value at 0.025 0.16 0.5 0.84 0.975; win over u. */
  readonly quantiles?: readonly number[];
  readonly effects: readonly Effect[];
  readonly T: number | null;
  /** Random standard uncertainty of T [K], its own for each record; an error common to several is an effect. */
  readonly u_T?: number | null;
  readonly ion: { readonly element: string; readonly isotope?: number | null; readonly z: number } | null;
  readonly sample: SampleInfo | null;
  readonly direction: Direction;
  /** Diffusion time [s] and sqrt(2 d D t) [m]. */
  readonly scale?: { readonly t: number | null; readonly l: number | null } | null;
  readonly carrier?: Carrier | null;
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly free: { readonly [name: string]: Json };
    readonly fixed: { readonly [name: string]: Json };
    readonly alternatives?: readonly { readonly model: string; readonly dAICc: number }[];
    readonly flags: readonly string[];
  };
  readonly inputs: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  readonly parents: readonly string[];
  readonly software: { readonly name: 'ionwalk'; readonly version: string; readonly plugin: string };
  /** Of a value taken from the literature. */
  readonly source?: { readonly doi?: string; readonly text?: string } | null;
}

/** What a plugin returns. The host adds id, inputs, software and the model's version; `parents` are indices into the same `records`. */
export type RecordDraft = Omit<DiffusionRecord, 'schema' | 'id' | 'inputs' | 'software' | 'parents' | 'model'> & {
  readonly parents?: readonly number[];
  readonly model: Omit<DiffusionRecord['model'], 'version'>;
};
