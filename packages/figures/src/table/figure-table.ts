import type { Axis, Figure, Layer } from '@ionwalk/core';
import { resolveNumbers, type FigureObjects } from '../resolve-layer.ts';
import type { RichText } from '../text/rich-text.ts';
import { axisUnit } from '../units/axis-unit.ts';
import { displayUnit, type DisplayUnit } from '../units/display-unit.ts';
import { quantityName } from '../units/quantity-name.ts';
import type { UnitChoice } from '../units/unit-choice.ts';

export interface FigureColumn {
  /** For files: `diffusivity`, `diffusivity_lo`. */
  readonly name: string;
  /** For people, without the unit: *D*, from. */
  readonly title: RichText;
  /** UCUM; `1` for plain numbers, empty for text. */
  readonly unit: string;
  readonly values: readonly (number | string | null)[];
}

/** The figure's numbers as a table: one row a point, layers under each other, gaps `null`. */
export interface FigureTable {
  readonly columns: readonly FigureColumn[];
  readonly rows: number;
}

export interface TableOptions {
  /** Units to show; default: as stored, so that nothing is lost. */
  readonly units?: UnitChoice;
  readonly objects?: FigureObjects;
}

/** The table twin of a figure: what it draws, in words and numbers, each column with its unit. */
export function figureTable(figure: Figure, { units, objects = {} }: TableOptions = {}): FigureTable {
  const { x, y } = figure.axes;
  const rows = figure.layers.flatMap((layer) => rowsOf(layer, figure, objects));
  const value = figure.layers.find((layer) => layer.kind === 'image');
  const shownX = shownUnit(x, units);
  const shownY = shownUnit(y, units);
  const stored: DisplayUnit = { unit: value?.unit ?? '1', factor: 1, offset: 0, power: 0 };
  const number = (key: 'x' | 'y' | 'lo' | 'hi' | 'value', shown: DisplayUnit): (number | null)[] =>
    rows.map((row) => {
      const v = row[key];
      return v === undefined || Number.isNaN(v) ? null : shown.factor === 1 && shown.offset === 0 ? v : v * shown.factor + shown.offset;
    });
  const text = (name: string, key: 'series' | 'role' | 'ref'): FigureColumn => ({
    name,
    title: [{ text: name.charAt(0).toUpperCase() + name.slice(1) }],
    unit: '',
    values: rows.map((row) => row[key] ?? null),
  });
  const yName = columnName(y, x);
  const columns: FigureColumn[] = [
    text('series', 'series'),
    text('role', 'role'),
    { name: columnName(x), title: quantityName(x.quantity), unit: shownX.unit, values: number('x', shownX) },
    { name: yName, title: quantityName(y.quantity), unit: shownY.unit, values: number('y', shownY) },
    { name: `${yName}_lo`, title: [{ text: 'From' }], unit: shownY.unit, values: number('lo', shownY) },
    { name: `${yName}_hi`, title: [{ text: 'To' }], unit: shownY.unit, values: number('hi', shownY) },
    {
      name: 'value',
      title: value?.quantity ? quantityName(value.quantity) : [{ text: 'Value' }],
      unit: stored.unit,
      values: number('value', stored),
    },
    { name: 'kind', title: [{ text: 'Kind' }], unit: '', values: rows.map((row) => FLAGS[row.flag ?? 0] ?? null) },
    text('ref', 'ref'),
  ];
  const always = new Set(columns.slice(0, 4));
  return { columns: columns.filter((column) => always.has(column) || column.values.some((entry) => entry !== null)), rows: rows.length };
}

/** Words for the flags of points. */
const FLAGS: Readonly<Record<number, string>> = { 1: 'uncertainty unknown or derived', 2: 'upper limit', 3: 'lower limit' };

interface Row {
  readonly series: string;
  readonly role: string;
  readonly x?: number;
  readonly y?: number;
  readonly lo?: number;
  readonly hi?: number;
  readonly value?: number;
  readonly flag?: number;
  readonly ref?: string;
}

const columnName = (axis: Axis, other?: Axis): string => (axis.quantity === other?.quantity ? `${axis.quantity}_y` : axis.quantity);

function shownUnit(axis: Axis, units: UnitChoice | undefined): DisplayUnit {
  if (units === undefined) return { unit: axis.unit, factor: 1, offset: 0, power: 0 };
  // Without a prefix that depends on the data: a table has one unit whatever its numbers.
  if (axis.unit === '1/K') return axisUnit({ ...axis, quantity: '' }, 1, units);
  return displayUnit(axis.unit, 1, false, units);
}

function rowsOf(layer: Layer, figure: Figure, objects: FigureObjects): Row[] {
  switch (layer.kind) {
    case 'points':
    case 'line':
    case 'band': {
      const x = resolveNumbers(layer.x, objects);
      const get = (ref: Parameters<typeof resolveNumbers>[0] | undefined): Float64Array | undefined =>
        ref === undefined ? undefined : resolveNumbers(ref, objects);
      const y = layer.kind === 'band' ? undefined : get(layer.y);
      const [lo, hi] = layer.kind === 'line' ? [] : [get(layer.lo), get(layer.hi)];
      const flags = layer.kind === 'points' ? get(layer.flags) : undefined;
      const ref = layer.kind === 'points' ? layer.ref : undefined;
      return Array.from(x, (value, i) => ({
        series: layer.series,
        role: layer.role,
        x: value,
        ...(y && { y: y[i] as number }),
        ...(lo && { lo: lo[i] as number }),
        ...(hi && { hi: hi[i] as number }),
        ...(flags && { flag: flags[i] as number }),
        ...(ref && { ref: ref[i] as string }),
      }));
    }
    case 'image':
      return imageRows(layer, figure, objects);
    case 'rule':
      return [{ series: layer.label ?? '', role: 'guide', [layer.axis]: layer.at }];
    case 'region':
      return [layer.from, layer.to].map((end) => ({ series: layer.label ?? '', role: 'guide', [layer.axis]: end }));
    default:
      return [{ series: layer.text, role: 'guide', x: layer.x, y: layer.y }];
  }
}

function imageRows(layer: Extract<Layer, { kind: 'image' }>, figure: Figure, objects: FigureObjects): Row[] {
  const data = resolveNumbers(layer.data, objects);
  const [x0, x1] = figure.axes.x.domain ?? [0, layer.w];
  const [y0, y1] = figure.axes.y.domain ?? [0, layer.h];
  return Array.from(data, (value, i) => ({
    series: layer.quantity ?? 'map',
    role: 'data',
    x: x0 + ((x1 - x0) * ((i % layer.w) + 0.5)) / layer.w,
    y: y1 + ((y0 - y1) * (Math.floor(i / layer.w) + 0.5)) / layer.h,
    value,
  }));
}
