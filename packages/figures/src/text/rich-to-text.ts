import type { RichText } from './rich-text.ts';

/** The same in one string, with Unicode superscripts and subscripts where all of a run has them: `cm² s⁻¹`, `D_NMR`. */
export function richToText(rich: RichText): string {
  return rich
    .map((run) => {
      if (run.shift === 'sup') return raise(run.text, SUPERSCRIPTS) ?? `^${run.text}`;
      if (run.shift === 'sub') return raise(run.text, SUBSCRIPTS) ?? `_${run.text}`;
      return run.text;
    })
    .join('');
}

const SUPERSCRIPTS = pairs('0123456789−-+n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺ⁿ');
const SUBSCRIPTS = pairs('0123456789', '₀₁₂₃₄₅₆₇₈₉');

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  const target = Array.from(to);
  return new Map(Array.from(from, (char, i) => [char, target[i] as string]));
}

function raise(text: string, table: ReadonlyMap<string, string>): string | undefined {
  const chars = Array.from(text, (char) => table.get(char));
  return chars.includes(undefined) ? undefined : chars.join('');
}
