import { italic, plain, sub, sup, type RichText, type Run } from './rich-text.ts';

/**
 * A series name as people and plugins write it: `D_NMR, bulk`, `D_sigma`, `D*`, `R_{gb}`, `cm^2`. A single letter before `_` is a symbol (italic).
 * Everything else is literal text; nothing in it is markup.
 */
export function parseLabel(label: string): RichText {
  const runs: Run[] = [];
  let rest = 0;
  for (const match of label.matchAll(TOKEN)) {
    const [whole, symbol, mark, braced, bare] = match;
    const index = braced ?? bare;
    if (match.index > rest) runs.push(plain(label.slice(rest, match.index)));
    rest = match.index + whole.length;
    if (symbol !== undefined) runs.push(italic(GREEK[symbol] ?? symbol));
    if (index === undefined) continue;
    if (symbol === 'D' && index === 'tracer') runs.push(plain('*'));
    else runs.push(mark === '^' ? sup(index.replaceAll('-', '−')) : sub(GREEK[index] ?? index));
  }
  if (rest < label.length) runs.push(plain(label.slice(rest)));
  return runs;
}

// Ends of words are checked so that file_names stay what they are.
const TOKEN =
  /(?<![\p{L}\p{N}_])([A-Za-z])(?:([_^])(?:\{([^{}]{1,24})\}|([\p{L}\p{N}*]{1,12}(?![\p{L}\p{N}_])))|(?=\*(?![\p{L}\p{N}*])))/gu;
const GREEK: Readonly<Record<string, string>> = {
  sigma: 'σ',
  tau: 'τ',
  delta: 'δ',
  Delta: 'Δ',
  gamma: 'γ',
  chi: 'χ',
  rho: 'ρ',
  alpha: 'α',
};
