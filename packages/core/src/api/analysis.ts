import type { AnalysisContextFits } from './analysis-context.ts';
import type { Context } from './context.ts';
import type { Described, Json, Unit } from './described.ts';
import type { Figure } from './figure.ts';
import type { Fit } from './fit.ts';
import type { Dataset, Kind } from './kind.ts';
import type { Model } from './model.ts';
import type { Offers } from './offers.ts';
import type { Param, Values } from './param.ts';
import type { Effect, RecordDraft } from './record.ts';

/** A named role: `sample`, `resolution`, `reference`. The first is positional on the command line, the others are flags. */
export interface Input<K extends Kind = Kind> extends Described {
  /** The kinds accepted; several when one analysis takes raw and reduced data alike. */
  readonly kind: K | readonly K[];
  readonly many?: true;
  readonly optional?: true;
}
type KindOf<I extends Input> = I['kind'] extends readonly (infer K extends Kind)[] ? K : I['kind'] extends Kind ? I['kind'] : never;
type DatasetOf<K extends Kind> = K extends Kind ? Dataset<K> : never;
export type Inputs<I extends Record<string, Input>> = {
  readonly [N in keyof I]: I[N]['many'] extends true
    ? readonly DatasetOf<KindOf<I[N]>>[]
    : DatasetOf<KindOf<I[N]>> | (I[N]['optional'] extends true ? undefined : never);
};

export interface AnalysisContext extends Context, AnalysisContextFits {
  /** Relative standard uncertainty typed in brackets with an option, `1.02(2)mm`; undefined without. */
  uncertainty(option: string): number | undefined;
  /** Whether the user gave the option (a default was not used). */
  given(option: string): boolean;
  /** Shared effects given with `--effect TAG:U` and a bracketed temperature; belong on every record made. */
  readonly effects: readonly Effect[];
  /** False where nobody will see figures (`--no-figures`): an analysis may leave them out. */
  readonly figures?: boolean;
  /** What the plugins of the host offer; undefined where there is no host. */
  readonly offers?: Offers;
}

export interface Analysis<
  I extends Record<string, Input> = Record<string, Input>,
  O extends Record<string, Param> = Record<string, Param>,
> extends Described {
  /** The CLI command and the API route. */
  readonly id: string;
  readonly inputs: I;
  /** `temperature`, `sample` and `effect` are added by the host to every analysis; the temperature arrives in the dataset's conditions. */
  readonly options: O;
  /** What `run` will fit for these options, so hosts can show and override guesses, bounds and fixed values. */
  models?(options: Values<O>, offers?: Offers): readonly Model[];
  run(inputs: Inputs<I>, options: Values<O>, ctx: AnalysisContext): Promise<Outcome>;
}

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly unit?: Unit; readonly values: readonly (number | string | null)[] }[];
}

export interface Outcome {
  readonly records: readonly RecordDraft[];
  readonly fits: readonly Fit[];
  readonly figures: readonly Figure[];
  readonly alternatives?: readonly { readonly model: string; readonly dAICc: number; readonly weight: number }[];
  readonly tables?: readonly Table[];
  /** Further keys of the JSON answer: `lin_kk`, `drt`, `map`. */
  readonly extra?: { readonly [key: string]: Json };
}

export const defineAnalysis = <const I extends Record<string, Input>, const O extends Record<string, Param>>(
  a: Analysis<I, O>,
): Analysis<I, O> => a;
