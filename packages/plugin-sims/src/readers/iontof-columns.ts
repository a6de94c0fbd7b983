import { convertUnit, inputError, toNumber } from '@ionwalk/core';

interface Axis {
  readonly at: number;
  /** To SI. */
  readonly factor: number;
}

/** What the heading of an ION-TOF export says about its columns. */
export interface IontofColumns {
  /** Lines before the first row. */
  readonly headings: number;
  /** Cells of a row, the empty one behind a tab at its end not counted. */
  readonly width: number;
  readonly trailingTab: boolean;
  readonly axes: {
    readonly time: Axis;
    readonly depth: Axis | undefined;
    readonly dose: Axis | undefined;
    readonly fluence: Axis | undefined;
  };
  readonly signals: readonly { readonly at: number; readonly name: string; readonly mass: number | null }[];
}

/** Most lines of heading: one or two remarks, then names, masses and units. */
const MAX_HEADINGS = 20;

/** Reads the heading lines. Throws `sims/iontof-header` where they are missing or damaged, `sims/iontof-time` without a time axis. */
export function iontofColumns(lines: readonly string[], path: string): IontofColumns {
  const at = lines.slice(0, MAX_HEADINGS).findIndex((line) => /^#\s*Data Point/i.test(line));
  if (at < 2) {
    throw inputError(
      'sims/iontof-header',
      "the heading of names, masses and units ('#Data Point #', 'Sputter Time (s)', …) is missing or cut",
      {
        where: `${path}:${Math.min(lines.length, MAX_HEADINGS)}`,
        fix: 'export the profile again from SurfaceLab, with its heading',
      },
    );
  }
  const [names, masses, units] = [at - 2, at - 1, at].map((line) => (lines[line] as string).split('\t')) as [string[], string[], string[]];
  const trailingTab = units.at(-1) === '';
  const width = units.length - (trailingTab ? 1 : 0);
  const signals = units.slice(0, width).flatMap((_, column) => {
    const name = column === 0 ? '' : (names[column] ?? '').trim();
    const mass = toNumber(masses[column] ?? '');
    return name === '' ? [] : [{ at: column, name, mass: Number.isFinite(mass) ? mass : null }];
  });
  const first = signals[0]?.at ?? width;
  const axis = (pattern: RegExp, factorOf: (unit: string) => number | undefined): Axis | undefined => {
    const column = units.findIndex((unit, i) => i > 0 && i < first && pattern.test(unit));
    const factor = column < 0 ? undefined : factorOf(/\(([^)]*)\)\s*$/.exec((units[column] as string).slice(0, 80))?.[1]?.trim() ?? '');
    return factor === undefined ? undefined : { at: column, factor };
  };
  const time = axis(/^\s*sputter time|^\s*time/i, (unit) => factorTo(unit, 's'));
  if (!time || signals.length === 0) {
    throw inputError('sims/iontof-time', time ? 'the heading names no signal' : "the heading has no 'Sputter Time' with a unit of time", {
      where: `${path}:${at + 1}`,
      fix: 'export the profile against the sputter time, with its signals',
    });
  }
  const depth = axis(/^\s*depth/i, (unit) => factorTo(unit, 'm'));
  const dose = axis(/^\s*dose/i, (unit) => (unit === 'ions' ? 1 : undefined));
  const fluence = axis(/^\s*fluence/i, (unit) => ({ 'ions/cm^2': 1e4, 'ions/m^2': 1 })[unit]);
  return { headings: at + 1, width, trailingTab, axes: { time, depth, dose, fluence }, signals };
}

function factorTo(unit: string, to: string): number | undefined {
  try {
    const factor = convertUnit(1, unit, to);
    return Number.isFinite(factor) && factor > 0 ? factor : undefined;
  } catch {
    return undefined;
  }
}
