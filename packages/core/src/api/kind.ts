import type { Described, Json, Unit } from './described.ts';

/** `windowed`: too large to hold (an image stack); the dataset then carries a WindowedVariable. */
export interface VariableSpec extends Described {
  readonly dims: readonly string[];
  readonly unit: Unit;
  readonly optional?: true;
  readonly windowed?: true;
}

/** A token: compile-time shape and run-time schema in one exported value. Two plugins interoperate by sharing it. */
export interface Kind<V extends Record<string, VariableSpec> = Record<string, VariableSpec>> extends Described {
  /** `nmr/echo-decay` */
  readonly id: string;
  readonly variables: V;
}

/**
 * Values row-major over the spec's dims.
 * `sigma`: one standard uncertainty each; with `relativeSigma` they are known up to a common factor only (plain weights),
 * which the fitter then estimates from the residuals. `covariance`: n × n where errors correlate (a displacement curve of a simulation).
 */
export interface Variable {
  readonly values: Float64Array;
  readonly sigma?: Float64Array;
  readonly relativeSigma?: true;
  readonly covariance?: Float64Array;
}

/** Read on demand, never as a whole: 1 GB of counts stays in the file. `into` may be given to reuse a buffer. */
export interface WindowedVariable {
  readonly type: 'uint16' | 'uint32' | 'float32' | 'float64';
  read(start: readonly number[], count: readonly number[], into?: Float64Array): Promise<Float64Array>;
}

/** What held while the data were taken; temperature [K], pressure [Pa]. */
export interface Conditions {
  readonly temperature?: number;
  readonly pressure?: number;
  readonly sample?: string;
}

export interface Dataset<K extends Kind = Kind> {
  readonly kind: K['id'];
  readonly title: string;
  /** Length of each dim. */
  readonly size: Readonly<Record<string, number>>;
  readonly variables: {
    readonly [N in keyof K['variables']]:
      | (K['variables'][N]['windowed'] extends true ? WindowedVariable : Variable)
      | (K['variables'][N]['optional'] extends true ? undefined : never);
  };
  readonly conditions: Conditions;
  /** Instrument header, verbatim, plus what the contract promises (`meta.nucleus`, `meta.masses`, …). */
  readonly meta: { readonly [key: string]: Json };
}

export const defineKind = <const V extends Record<string, VariableSpec>>(kind: Kind<V>): Kind<V> => kind;
