/** UCUM unit string: `m2/s`, `T/m`, `Ohm`, `1`. */
export type Unit = string;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Help text for command line, forms and docs. `title` is a sentence-case phrase without a full stop, `doc` one plain paragraph, `cite` DOIs or URLs. */
export interface Described {
  readonly title: string;
  readonly doc?: string;
  readonly cite?: readonly string[];
}
