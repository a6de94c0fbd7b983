import { convertUnit, inputError } from '@ionwalk/core';
import { cellsOf, type TextRows } from './text-rows.ts';

/** Signals on a grid: planes[frame * signals + signal], row-major y, x. */
export interface TextGrid {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly labels: readonly string[];
  readonly planes: readonly Float64Array[];
  /** Edge of a pixel [m]; null where the coordinates are numbers of pixels or have no unit. */
  readonly pixel: number | null;
}

/** Coordinates and signals among the columns, from the last heading line that names x and y; else x, y, [z] and one signal. */
interface Columns {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly signals: readonly { readonly at: number; readonly label: string }[];
  readonly unit: string | undefined;
}

const NAMES = { x: /^x\b/i, y: /^y\b/i, z: /^(z|scan|frame|layer|plane)\b/i } as const;

function columnsOf({ heading, width }: TextRows): Columns | undefined {
  for (const line of heading.slice().reverse()) {
    const cells = cellsOf(line.trim(), false).map((cell) => cell.trim().slice(0, 200));
    const at = (pattern: RegExp): number => cells.findIndex((cell) => pattern.test(cell));
    const [x, y, z] = [at(NAMES.x), at(NAMES.y), at(NAMES.z)];
    if (x < 0 || y < 0 || cells.length !== width) continue;
    const signals = cells.flatMap((label, i) => (i === x || i === y || i === z ? [] : [{ at: i, label }]));
    return signals.length === 0 ? undefined : { x, y, z, signals, unit: /[([]([^)\]]+)[)\]]/.exec(cells[x] as string)?.[1] };
  }
  return undefined;
}

/** Whether the first two columns of rows without such a heading run over pixels as a raster does: by ones from 0, the slower one by ones too. */
export function runsAsRaster(values: Float64Array, width: number, rows: number): boolean {
  if ((width !== 3 && width !== 4) || rows < 4) return false;
  const faster = values[width] === 1 && values[width + 1] === 0 ? 0 : 1;
  let before = -1;
  let slow = 0;
  let [wraps, longest] = [0, 0];
  for (let r = 0; r < rows; r++) {
    const [fast, other] = [values[r * width + faster] as number, values[r * width + 1 - faster] as number];
    if (fast === before + 1 && other === slow) before = fast;
    else if (fast === 0 && (other === slow + 1 || (width === 4 && other === 0))) {
      if (wraps > 0 && before !== longest) return false;
      [before, slow, longest] = [0, other, before];
      wraps++;
    } else return false;
  }
  return true;
}

/** Whether rows without a heading begin with places of pixels, whole numbers in the order of a scan, some of them perhaps left out. */
function inScanOrder({ values, width, rows }: TextRows): boolean {
  if ((width !== 3 && width !== 4) || rows < 4) return false;
  const place = (row: number, at: number): number => values[row * width + at] as number;
  const ordered = (order: readonly number[]): boolean => {
    for (let r = 0; r < rows; r++) {
      if (order.some((at) => !(Number.isInteger(place(r, at)) && place(r, at) >= 0))) return false;
      const differs = r === 0 ? undefined : order.find((at) => place(r, at) !== place(r - 1, at));
      if (r > 0 && (differs === undefined || place(r, differs) < place(r - 1, differs))) return false;
    }
    return true;
  };
  const outer = width === 4 ? [2] : [];
  return ordered([...outer, 1, 0]) || ordered([...outer, 0, 1]);
}

/**
 * A table of coordinates and signals as an image. Undefined where the rows are none.
 * @param missing – what a pixel that isn't listed holds; `refuse` throws `sims/text-image-pixels`
 * Throws `sims/text-image-grid` for coordinates that are no grid, `sims/text-image-twice` for a pixel listed twice.
 */
export function coordinateGrid(
  table: TextRows,
  missing: 'refuse' | 'zero',
  path: string,
): { grid: TextGrid; lost: number; dropped: number } | undefined {
  const named = columnsOf(table);
  if (!named && !inScanOrder(table)) return undefined;
  const columns = named ?? {
    x: 0, y: 1, z: table.width === 4 ? 2 : -1, signals: [{ at: table.width - 1, label: '' }], unit: undefined,
  }; // prettier-ignore
  const { rows, width, values } = table;
  const axis = (at: number): Axis => (at < 0 ? ONE : axisOf(values, at, width, rows, missing === 'zero', path));
  const [x, y, z] = [axis(columns.x), axis(columns.y), axis(columns.z)];
  const pixels = x.length * y.length;
  let frames = z.length;
  // planes are no more than the rows can have filled, or the zeros that were asked for
  const most = missing === 'zero' ? MOST_NUMBERS / columns.signals.length : rows;
  if (pixels * (missing === 'zero' ? frames : Math.max(1, frames - 1)) > most) {
    throw refuse('sims/text-image-pixels', `${rows} rows can't fill ${x.length} x ${y.length} pixels of ${frames} frames`, path);
  }
  const planes = Array.from({ length: frames * columns.signals.length }, () => new Float64Array(pixels));
  const seen = Array.from({ length: frames }, () => new Uint8Array(pixels));
  const filled = new Float64Array(frames);
  for (let r = 0; r < rows; r++) {
    const [ix, iy, iz] = [x.index(values, r), y.index(values, r), z.index(values, r)];
    const at = iy * x.length + ix;
    const frame = seen[iz] as Uint8Array;
    if (frame[at] === 1) {
      const where = `${path}: row ${r + 1} of numbers`;
      throw inputError('sims/text-image-twice', `pixel ${ix}, ${iy} of frame ${iz} is listed twice`, { where, fix: FIX });
    }
    frame[at] = 1;
    filled[iz] = (filled[iz] as number) + 1;
    columns.signals.forEach((signal, s) => {
      (planes[iz * columns.signals.length + s] as Float64Array)[at] = values[r * width + signal.at] as number;
    });
  }
  let dropped = 0;
  if (missing === 'refuse' && frames > 1 && (filled[frames - 1] as number) < pixels) {
    frames--;
    dropped = 1;
  }
  const lost = filled.subarray(0, frames).reduce((sum, n) => sum + pixels - n, 0);
  if (lost > 0 && missing === 'refuse') {
    throw refuse('sims/text-image-pixels', `${lost} of ${pixels * frames} pixels aren't listed`, path);
  }
  const labels = columns.signals.map(({ label }) => label);
  return {
    grid: {
      width: x.length,
      height: y.length,
      frames,
      labels,
      planes: planes.slice(0, frames * labels.length),
      pixel: pixelOf(x, columns.unit),
    },
    lost,
    dropped,
  };
}

/** Of an image whose empty pixels aren't listed. */
const MOST_NUMBERS = 1 << 25;

interface Axis {
  readonly length: number;
  readonly step: number;
  index(values: Float64Array, row: number): number;
}
const ONE: Axis = { length: 1, step: 1, index: () => 0 };

/** Coordinates as places on an axis of equal steps; with `fromZero` whole numbers are places themselves. */
function axisOf(values: Float64Array, at: number, width: number, rows: number, fromZero: boolean, path: string): Axis {
  const column = Float64Array.from({ length: rows }, (_, r) => values[r * width + at] as number);
  const unique = Float64Array.from(new Set(column)).sort();
  const [low, high] = [unique[0] as number, unique.at(-1) as number];
  if (!Number.isFinite(low) || !Number.isFinite(high) || Number.isNaN(unique.at(-1)))
    throw refuse('sims/text-image-grid', 'a coordinate is no finite number', path);
  if (fromZero && low >= 0 && high < 65_536 && unique.every((v) => Number.isInteger(v))) {
    return { length: high + 1, step: 1, index: (v, r) => v[r * width + at] as number };
  }
  const step = unique.length > 1 ? (high - low) / (unique.length - 1) : 1;
  if (!(step > 0) || unique.some((v, i) => Math.abs(v - low - i * step) > 0.02 * step))
    throw refuse('sims/text-image-grid', 'the coordinates are no grid of equal steps', path);
  return { length: unique.length, step, index: (v, r) => Math.round(((v[r * width + at] as number) - low) / step) };
}

function pixelOf(x: Axis, unit: string | undefined): number | null {
  if (unit === undefined) return null;
  try {
    const pixel = convertUnit(x.step, unit.trim(), 'm');
    return pixel > 0 && pixel < 1 ? pixel : null;
  } catch {
    // `(px)` and the like are no lengths
    return null;
  }
}

const FIX = 'export the whole image again; where only pixels with counts are listed, --reader-option missing=zero';
const refuse = (code: string, message: string, where: string) => inputError(code, message, { where, fix: FIX });
