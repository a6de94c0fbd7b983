import type { Fitted } from './fit.ts';
import type { Dataset, Kind } from './kind.ts';
import type { Model } from './model.ts';
import type { NumberParam } from './param.ts';

/** Changes to a model's parameters for one fit: a start value, bounds, or a fixed value (`vary: false` at `default`). */
export type Overrides<P extends Record<string, NumberParam>> = {
  readonly [N in keyof P]?: Partial<Pick<NumberParam, 'default' | 'min' | 'max' | 'vary'>>;
};

export interface FitOptions {
  /** The name under which the fit is reported, `nmr/powder-2d`; default the model's id. */
  readonly name?: string;
  /** What the weights were, for the report: `modulus`, `sigma`, `unit`. */
  readonly weighting?: string;
  /** Look for one-sided 95 % limits of parameters the data only bound; default true. */
  readonly bounds?: boolean;
}

export interface JointPart {
  readonly model: Model;
  readonly data: Dataset;
  readonly names: { readonly [own: string]: string };
}

export interface AnalysisContextFits {
  fit<K extends Kind, P extends Record<string, NumberParam>>(
    model: Model<K, P>,
    data: Dataset<K>,
    overrides?: Overrides<P>,
    options?: FitOptions,
  ): Promise<Fitted<Extract<keyof P, string>>>;
  /** One fit over several datasets: each part maps its model's parameters to names of `params`; equal names are one parameter. */
  fitJoint<P extends Record<string, NumberParam>>(
    parts: readonly JointPart[],
    params: P,
    options?: FitOptions,
  ): Promise<Fitted<Extract<keyof P, string>>>;
}
