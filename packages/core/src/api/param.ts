import type { Described, Unit } from './described.ts';

export interface NumberParam extends Described {
  readonly type: 'number';
  readonly unit: Unit;
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
  /** Options only; one with neither `required` nor `default` is undefined when not given. */
  readonly required?: true;
  /** `log`: fitted in its logarithm, shown on a log axis: for a quantity that spans decades. */
  readonly scale?: 'linear' | 'log';
  /** What people type: `um2/s`; converted at the edge. */
  readonly display?: Unit;
  /** Models only; default true. */
  readonly vary?: boolean;
}
export interface ChoiceParam extends Described {
  readonly type: 'choice';
  readonly options: readonly string[];
  readonly default: string;
}
export interface FlagParam extends Described {
  readonly type: 'flag';
  readonly default: boolean;
}
/** Circuit strings, lists, pairs and cells are text too, parsed by the plugin. */
export interface TextParam extends Described {
  readonly type: 'text';
  readonly pattern?: string;
  readonly default: string;
  /** May be given several times; the values arrive joined by newlines. */
  readonly repeatable?: true;
  /** On the command line the path of a text file may stand for its content; the file then becomes an input of the records. */
  readonly file?: true;
}
export type Param = NumberParam | ChoiceParam | FlagParam | TextParam;

/** What the options of an analysis or reader become at run time; numbers in SI. */
export type Values<P extends Record<string, Param>> = {
  readonly [N in keyof P]: P[N] extends ChoiceParam
    ? P[N]['options'][number]
    : P[N] extends FlagParam
      ? boolean
      : P[N] extends TextParam
        ? string
        : P[N] extends { readonly default: number } | { readonly required: true }
          ? number
          : number | undefined;
};

/** One number per parameter of a model. */
export type Numbers<P extends Record<string, NumberParam>> = { readonly [N in keyof P]: number };
