import { isI2b } from './is-i2b.ts';

/** How the first lines of vendor texts look that aren't plain delimited tables; each has a reader of its own. */
const MARKS: readonly RegExp[] = [
  /^EXPLAIN\b/,
  /^(EC|BT)-Lab ASCII FILE/,
  /^ZPLOT2 ASCII/,
  /^"?(ZPlotW|Z60W) Data File/,
  /^VERSION\d/,
  /^<Application>/m,
  /^A\.C\. Impedance/m,
  /^RelaxIS/,
  /^Procedure\s*:/,
  /^primary_data/m,
  /^Fixed value\(s\)/m,
  /^\s*Freq\.?\s*\[Hz\]\s.*Z[sp]'/m,
  /^##TITLE=/,
  /^<Segment\d+>/m,
  /^\s*Freq\/(k|M|m)?Hz\s*,\s*Z'\/(k|M|m)?ohm\s*,\s*Z"/im,
  /\tZre \((k|M|m)?ohms?\)\tZim \(/i,
  /^\s*Frequency\s*[\t;,]\s*Zre\s*[\t;,]\s*Zimg\s*$/im,
  /^(Index[;,\t]Frequency \((k|M|m)?Hz\)|.*[;,\t]-Phase \(.*Frequency \(|.*Frequency \(.*[;,\t]-Phase \()/m,
];

/** True where a text carries the mark of a vendor's format. */
export const hasVendorMark = (head: string): boolean => isI2b(head.split('\n', 12)) || MARKS.some((mark) => mark.test(head));
