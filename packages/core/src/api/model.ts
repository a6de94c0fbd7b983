import type { Described } from './described.ts';
import type { Dataset, Kind, Variable } from './kind.ts';
import type { Numbers, NumberParam } from './param.ts';

export interface Model<K extends Kind = Kind, P extends Record<string, NumberParam> = Record<string, NumberParam>> extends Described {
  /** `powder-2d`, shown as `nmr/powder-2d`. */
  readonly id: string;
  readonly version?: string;
  readonly accepts: K;
  readonly params: P;
  /** TeX. */
  readonly equation?: string;
  /** Parameters that enter linearly: the core may eliminate them (variable projection). */
  readonly linear?: readonly string[];
  /** The vector to fit. Complex data is packed [re…, im…]. */
  observe(data: Dataset<K>): Variable;
  guess(data: Dataset<K>): Numbers<P>;
  /** Further starts, tried besides `guess`; the fit says whether they agree. */
  starts?(data: Dataset<K>): readonly Numbers<P>[];
  /** Fill `out` (length = observe().values.length). Must not allocate per call or keep `out`. */
  evaluate(params: Numbers<P>, data: Dataset<K>, out: Float64Array): void;
  /** Default: (f - y) / sigma, or f - y without sigma. */
  residuals?(params: Numbers<P>, data: Dataset<K>, out: Float64Array): void;
  /** Row-major n × m, columns in `params` order, of `evaluate`, or of `residuals` where these are given. Default: scaled central differences. */
  jacobian?(params: Numbers<P>, data: Dataset<K>, out: Float64Array): void;
}

export const defineModel = <K extends Kind, const P extends Record<string, NumberParam>>(model: Model<K, P>): Model<K, P> => model;
