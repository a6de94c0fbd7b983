import { parseQuantity, usageError } from '@ionwalk/core';
import type { RowSpectra } from '../processing/row-spectra.ts';
import type { PointRange } from '../processing/strongest-line.ts';

/** Points of `--window f1:f2` [Hz from the carrier], in either order. @throws nmr/window – no two frequencies, or none of the spectrum between them */
export function parseWindow(text: string, spectra: RowSpectra): PointRange {
  const parts = text.split(':');
  if (parts.length !== 2) throw badWindow(`'${text}' is not f1:f2`);
  const [a, b] = parts.map((part) => parseQuantity(part, 'Hz').value) as [number, number];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  let from = 0;
  while (from < spectra.points && (spectra.frequency[from] as number) < low) from++;
  let to = from;
  while (to < spectra.points && (spectra.frequency[to] as number) <= high) to++;
  if (to <= from) throw badWindow(`no point of the spectrum lies between ${low} and ${high} Hz`);
  return { from, to };
}

const badWindow = (message: string): Error =>
  usageError('nmr/window', message, {
    where: 'option --window',
    fix: 'give two frequencies in Hz from the carrier, like --window -500:800',
  });
