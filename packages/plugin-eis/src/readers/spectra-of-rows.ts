import { type Dataset, inputError, type ReadContext } from '@ionwalk/core';
import type { EisSpectrum } from '../kinds.ts';
import { judgeSweep } from './judge-sweep.ts';
import { rowPlace } from './row-place.ts';
import type { SpectrumRows } from './spectrum-rows.ts';
import { splitSweeps } from './split-sweeps.ts';

/**
 * Datasets of a table: rows without a positive frequency or with a non-finite number are dropped under one diagnostic
 * `eis/rows-dropped`, and a frequency that jumps back to its start begins another sweep, a dataset of its own. Repeated frequencies, turns within a
 * sweep and a sign that looks turned are read as they are and said.
 * Error `eis/no-spectrum` when no row is left.
 */
export function spectraOfRows(rows: SpectrumRows, ctx: ReadContext): Dataset<typeof EisSpectrum>[] {
  const kept = usableRows(rows, ctx);
  if (kept.length === 0)
    throw inputError('eis/no-spectrum', `none of ${rows.frequency.length} rows has a positive frequency and a finite impedance`, {
      where: rows.path,
      fix: 'check that the file holds an impedance spectrum with frequency, real and imaginary part, and export it again',
    });
  const sweeps = splitSweeps(kept.map((row) => rows.frequency[row] as number));
  return sweeps.map(([from, to], index) => {
    const sweep = kept.slice(from, to);
    judgeSweep(rows, sweep, ctx);
    return toDataset(rows, sweep, sweeps.length === 1 ? rows.title : `${rows.title} #${index + 1}`);
  });
}

function usableRows(rows: SpectrumRows, ctx: ReadContext): number[] {
  const kept: number[] = [];
  const dropped: number[] = [];
  const direct: number[] = [];
  for (let i = 0; i < rows.frequency.length; i++) {
    const f = rows.frequency[i] as number;
    const usable = Number.isFinite(f) && f > 0 && Number.isFinite(rows.re[i]) && Number.isFinite(rows.im[i]);
    (usable ? kept : f === 0 && rows.directCurrentRows ? direct : dropped).push(i);
  }
  const total = rows.frequency.length;
  if (dropped.length > 0) {
    const { named, where } = rowPlace(rows, dropped);
    const why = 'rows have no positive frequency or no finite impedance and are left out';
    ctx.warn('eis/rows-dropped', `${dropped.length} of ${total} ${why} (${named})`, where);
  }
  if (direct.length > 0 && kept.length > 0) {
    const why = 'rows have the frequency 0 (direct current) and are left out';
    ctx.note('eis/rows-dropped', `${direct.length} of ${total} ${why}`, rowPlace(rows, direct).where);
  }
  return kept;
}

function toDataset(rows: SpectrumRows, index: readonly number[], title: string): Dataset<typeof EisSpectrum> {
  const pick = (values: readonly number[]): Float64Array => {
    const out = new Float64Array(index.length);
    for (let i = 0; i < out.length; i++) out[i] = values[index[i]!]!;
    return out;
  };
  const withSigma = (values: readonly number[], sigma: readonly number[] | undefined): { values: Float64Array; sigma?: Float64Array } => {
    if (!sigma) return { values: pick(values) };
    const picked = pick(sigma);
    return picked.every((s) => Number.isFinite(s) && s > 0) ? { values: pick(values), sigma: picked } : { values: pick(values) };
  };
  return {
    kind: 'eis/spectrum',
    title,
    size: { frequency: index.length },
    variables: {
      frequency: { values: pick(rows.frequency) },
      re: withSigma(rows.re, rows.sigmaRe),
      im: withSigma(rows.im, rows.sigmaIm),
    },
    conditions: rows.conditions ?? {},
    meta: rows.meta ?? {},
  };
}
