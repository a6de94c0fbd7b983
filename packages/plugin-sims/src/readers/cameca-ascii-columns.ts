import { convertUnit } from '@ionwalk/core';

/** One intensity column of a star-section export, with the axes of its group. */
export interface AsciiColumn {
  readonly species: string;
  readonly axis: { readonly at: number; readonly kind: 'time' | 'voltage'; readonly factor: number };
  readonly depth: { readonly at: number; readonly factor: number } | undefined;
  readonly at: number;
  readonly quantity: 'rate' | 'counts';
  /** To 1/s or 1. */
  readonly factor: number;
}

/** Cells of a line of the data section: at tabs, semicolons, or blanks. */
export const splitCells = (line: string, delimiter: string): string[] =>
  delimiter === ' ' ? line.trim().split(/\s+/) : line.split(delimiter).map((cell) => cell.trim());

/** The delimiter of the units line, and so of the rows. */
export const delimiterOf = (units: string): string => (units.includes('\t') ? '\t' : units.includes(';') ? ';' : ' ');

/**
 * Takes the species line and the units line apart: a group of columns begins with its axis, `Time[s]` or `Offset[V]`, then `Depth[nm]` where there
 * is one, then intensities, `I[c/s]`. A species stands over the first column of its group, or over its intensity; where columns are aligned by
 * blanks only the order counts. `ignored`: headers of other columns.
 */
export function asciiColumns(speciesLine: string, unitsLine: string): { columns: AsciiColumn[]; ignored: string[] } {
  const delimiter = delimiterOf(unitsLine);
  const headers = splitCells(unitsLine, delimiter);
  const named = delimiter === ' ' ? speciesLine.trim().split(/\s{2,}/) : splitCells(speciesLine, delimiter);
  const inOrder = named.filter((name) => name !== '');
  const columns: AsciiColumn[] = [];
  const ignored: string[] = [];
  let axis: AsciiColumn['axis'] | undefined;
  let depth: AsciiColumn['depth'];
  let taken = 0;
  headers.forEach((header, at) => {
    if (header === '') return;
    const meaning = meaningOf(header);
    if (meaning?.kind === 'time' || meaning?.kind === 'voltage') {
      axis = { at, kind: meaning.kind, factor: meaning.factor };
      depth = undefined;
    } else if (meaning?.kind === 'depth') depth = { at, factor: meaning.factor };
    else if (meaning && axis) {
      const over = delimiter === ' ' ? undefined : named[at] || named[depth?.at ?? at] || named[axis.at] || '';
      const species = over === undefined || over === '' ? (inOrder[taken] ?? '') : over;
      taken++;
      columns.push({ species, axis, depth, at, quantity: meaning.kind, factor: meaning.factor });
    } else ignored.push(header);
  });
  return { columns, ignored };
}

function meaningOf(
  header: string,
): { readonly kind: 'time' | 'voltage' | 'depth' | 'rate' | 'counts'; readonly factor: number } | undefined {
  if (header.length > 80) return undefined;
  const match = /^(.*?)\s*[[(]\s*([^\])]*?)\s*[\])]$/.exec(header);
  const [name, unit] = [(match?.[1] ?? header).toLowerCase(), match?.[2] ?? ''];
  if (/time/.test(name)) return scaled('time', unit || 's', 's');
  if (/depth/.test(name)) return scaled('depth', unit, 'm');
  if (/offset|voltage|energy/.test(name)) return scaled('voltage', unit.replace(/^eV$/, 'V'), 'V');
  if (/^(c|cts|counts?)\/s(ec)?$|^cps$/i.test(unit)) return { kind: 'rate', factor: 1 };
  if (/^(c|cts|counts?)$/i.test(unit) || (unit === '' && /^(counts?|cts)$/.test(name))) return { kind: 'counts', factor: 1 };
  return undefined;
}

function scaled<K extends 'time' | 'voltage' | 'depth'>(kind: K, unit: string, to: string): { kind: K; factor: number } | undefined {
  try {
    const factor = convertUnit(1, unit, to);
    return Number.isFinite(factor) && factor > 0 ? { kind, factor } : undefined;
  } catch {
    return undefined;
  }
}
