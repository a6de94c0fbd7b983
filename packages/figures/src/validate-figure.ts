import { inputError, type Figure } from '@ionwalk/core';

/** Largest count of numbers a figure may carry itself; beyond it the host stores them as objects. */
export const INLINE_LIMIT = 200_000;

/**
 * Checks that a value is a figure that can be drawn: kinds and roles known, layers not ragged, domains finite (positive on a log axis),
 * a title and a description, no infinite number, at most `limit` numbers inline. Gaps (`null`, NaN) are fine.
 * @throws figure/version, figure/text, figure/axis, figure/domain, figure/kind, figure/numbers, figure/ragged, figure/interval, figure/image, figure/size
 */
export function validateFigure(value: Figure, { limit = INLINE_LIMIT }: { readonly limit?: number } = {}): void {
  const figure = record(value, 'figure/version', 'the figure', 'expected an object');
  if (figure['v'] !== 1) throw fault('figure/version', `figure version ${show(figure['v'])} isn't known`, 'v', 'use version 1');
  for (const key of ['id', 'title', 'description']) {
    const text = figure[key];
    if (typeof text !== 'string' || text.trim() === '') {
      const fix =
        key === 'description'
          ? 'describe in a sentence what the figure shows: it is read out where the figure can’t be seen'
          : `give it a ${key}`;
      throw fault('figure/text', `the figure has no ${key}`, key, fix);
    }
  }
  const axes = record(figure['axes'], 'figure/axis', 'axes', 'give axes {x, y}');
  for (const name of ['x', 'y']) checkAxis(axes[name], `axes.${name}`);
  for (const name of ['top', 'right']) if (axes[name] !== undefined) checkDerived(axes[name], `axes.${name}`);
  if (figure['aspect'] !== undefined && figure['aspect'] !== 'equal')
    throw fault('figure/axis', `unknown aspect ${show(figure['aspect'])}`, 'aspect', "use 'equal' or leave it out");
  const layers = figure['layers'];
  if (!Array.isArray(layers)) throw fault('figure/kind', 'the figure has no list of layers', 'layers', 'give an array, which may be empty');
  const linear = ['x', 'y'].every((name) => (axes[name] as Loose)['scale'] === 'linear');
  if (!linear && layers.some((layer: unknown) => (layer as Loose | null)?.['kind'] === 'image')) {
    throw fault('figure/image', 'a map needs linear axes: its pixels are evenly spaced', 'axes', "use scale 'linear' on both axes");
  }
  let count = 0;
  for (let i = 0; i < layers.length; i++) {
    count += checkLayer(layers[i], `layers[${i}]`);
    if (count > limit) {
      throw fault(
        'figure/size',
        `the figure holds more than ${limit} numbers`,
        `layers[${i}]`,
        'bin or thin the data, or refer to it as an object',
      );
    }
  }
}

type Loose = Readonly<Record<string, unknown>>;

const fault = (code: string, message: string, where: string, fix: string): Error => inputError(code, message, { where, fix });
const show = (value: unknown): string => (typeof value === 'string' ? `'${value.slice(0, 40)}'` : String(value).slice(0, 40));

function record(value: unknown, code: string, where: string, fix: string): Loose {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(code, `${where}: got ${show(value)}`, where, fix);
  return value as Loose;
}

function oneOf(value: unknown, allowed: readonly string[], code: string, where: string): void {
  if (typeof value !== 'string' || !allowed.includes(value))
    throw fault(code, `${where}: unknown ${show(value)}`, where, `use one of ${allowed.join(', ')}`);
}

function checkAxis(value: unknown, where: string): void {
  const axis = record(value, 'figure/axis', where, 'give an axis {quantity, unit, scale}');
  if (typeof axis['quantity'] !== 'string' || axis['quantity'] === '')
    throw fault('figure/axis', `${where} has no quantity`, where, 'name the quantity');
  if (typeof axis['unit'] !== 'string')
    throw fault('figure/axis', `${where} has no unit`, where, "give a UCUM unit, '1' for a plain number");
  oneOf(axis['scale'], ['linear', 'log', 'sqrt'], 'figure/axis', `${where}.scale`);
  if (axis['domain'] === undefined) return;
  const [low, high] = pair(axis['domain'], `${where}.domain`);
  const positive = axis['scale'] === 'log' ? Math.min(low, high) > 0 : axis['scale'] !== 'sqrt' || Math.min(low, high) >= 0;
  if (!positive)
    throw fault('figure/domain', `${where}: a ${show(axis['scale'])} axis from ${low} to ${high}`, `${where}.domain`, 'give positive ends');
}

function pair(value: unknown, where: string): [number, number] {
  const ends = Array.isArray(value) ? (value as unknown[]) : [];
  const [low, high] = ends;
  // Ends within rounding of each other, or beyond any measurement, leave no room for ticks.
  const sane = (end: unknown): end is number =>
    typeof end === 'number' && (end === 0 || (Math.abs(end) <= 1e100 && Math.abs(end) >= 1e-100));
  if (ends.length !== 2 || !sane(low) || !sane(high) || Math.abs(high - low) <= 1e-9 * Math.max(Math.abs(low), Math.abs(high))) {
    throw fault('figure/domain', `${where} isn't two different finite numbers`, where, 'leave it out or give [from, to]');
  }
  return [low, high];
}

function checkDerived(value: unknown, where: string): void {
  const axis = record(value, 'figure/axis', where, "give {of, show: 'temperature', unit}");
  oneOf(axis['of'], ['x', 'y'], 'figure/axis', `${where}.of`);
  oneOf(axis['show'], ['temperature'], 'figure/axis', `${where}.show`);
  oneOf(axis['unit'], ['degC', 'K'], 'figure/axis', `${where}.unit`);
}

/** Count of numbers the layer carries. */
function checkLayer(value: unknown, where: string): number {
  const layer = record(value, 'figure/kind', where, 'give an object with a kind');
  oneOf(layer['kind'], ['points', 'line', 'band', 'image', 'rule', 'region', 'note'], 'figure/kind', `${where}.kind`);
  switch (layer['kind']) {
    case 'points':
      return checkSeries(layer, where, ['x', 'y'], ['lo', 'hi', 'flags']);
    case 'line':
      return checkSeries(layer, where, ['x', 'y'], []);
    case 'band':
      return checkSeries(layer, where, ['x', 'lo', 'hi'], []);
    case 'image':
      return checkImage(layer, where);
    case 'note':
      finite(layer, ['x', 'y'], where);
      label(layer['text'], `${where}.text`);
      return 2;
    default:
      oneOf(layer['axis'], ['x', 'y'], 'figure/axis', `${where}.axis`);
      finite(layer, layer['kind'] === 'rule' ? ['at'] : ['from', 'to'], where);
      if (layer['label'] !== undefined) label(layer['label'], `${where}.label`);
      return 2;
  }
}

function label(text: unknown, where: string): void {
  if (typeof text !== 'string') throw fault('figure/text', `${where} isn't text`, where, 'give a string');
}

function finite(layer: Loose, keys: readonly string[], where: string): void {
  for (const key of keys) {
    const value = layer[key];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw fault('figure/numbers', `${where}.${key} isn't a finite number`, where, 'give a number');
  }
}

function checkSeries(layer: Loose, where: string, needed: readonly string[], optional: readonly string[]): number {
  label(layer['series'], `${where}.series`);
  oneOf(layer['role'], ['data', 'fit', 'residual', 'guide'], 'figure/kind', `${where}.role`);
  for (const key of ['quantity', 'region']) if (layer[key] !== undefined) label(layer[key], `${where}.${key}`);
  let total = 0;
  let length: number | undefined;
  for (const key of [...needed, ...optional]) {
    if (layer[key] === undefined && optional.includes(key)) continue;
    const count = checkNumbers(layer[key], `${where}.${key}`);
    if (count === undefined) continue;
    total += count;
    if (length !== undefined && count !== length) throw ragged(`${where}.${key}`, count, length);
    length = count;
  }
  const ref = layer['ref'];
  if (ref !== undefined) {
    if (!Array.isArray(ref) || ref.some((id) => typeof id !== 'string'))
      throw fault('figure/text', `${where}.ref isn't a list of ids`, where, 'give one string a point');
    if (length !== undefined && ref.length !== length) throw ragged(`${where}.ref`, ref.length, length);
  }
  if (layer['kind'] === 'points') checkErrorBars(layer, where);
  return total;
}

const ragged = (where: string, got: number, expected: number): Error =>
  fault(
    'figure/ragged',
    `${where} has ${got} entries where the layer has ${expected}`,
    where,
    'give every list of a layer the same length, with null for a gap',
  );

/** Length, or undefined for a reference to an object. */
function checkNumbers(value: unknown, where: string): number | undefined {
  const bad = (what: string): Error =>
    fault('figure/numbers', `${where} ${what}`, where, 'give finite numbers, and null where there is none');
  if (value instanceof Float64Array || Array.isArray(value)) {
    const numbers = value as ArrayLike<unknown>;
    for (let i = 0; i < numbers.length; i++) {
      const entry = numbers[i];
      if (entry === null) continue;
      if (typeof entry !== 'number') throw bad(`holds ${show(entry)} at ${i}`);
      if (entry === Infinity || entry === -Infinity) throw bad(`is infinite at ${i}`);
    }
    return numbers.length;
  }
  if (typeof value === 'object' && value !== null && typeof (value as Loose)['object'] === 'string') return undefined;
  throw bad('isn’t a list of numbers');
}

/** `lo` and `hi` are the ends of the bar on the axis, not lengths: lengths would leave most points outside their own bars. */
function checkErrorBars(layer: Loose, where: string): void {
  const list = (key: string): ArrayLike<unknown> | undefined => {
    const value = layer[key];
    return value instanceof Float64Array || Array.isArray(value) ? value : undefined;
  };
  const [y, lo, hi, flags] = [list('y'), list('lo'), list('hi'), list('flags')];
  if (y === undefined) return;
  let bars = 0;
  let outside = 0;
  for (let i = 0; i < y.length; i++) {
    const [value, low, high] = [y[i], lo?.[i], hi?.[i]];
    if (!isNumber(value) || (flags !== undefined && (flags[i] === 2 || flags[i] === 3))) continue;
    if (isNumber(low) && isNumber(high) && low > high)
      throw fault('figure/interval', `${where}: lo ${low} above hi ${high} at ${i}`, where, 'give lo ≤ hi');
    const slack = 1e-9 * Math.abs(value);
    if (!isNumber(low) && !isNumber(high)) continue;
    bars++;
    if ((isNumber(low) && low > value + slack) || (isNumber(high) && high < value - slack)) outside++;
  }
  if (bars > 0 && outside > bars / 2) {
    throw fault(
      'figure/interval',
      `${where}: ${outside} of ${bars} points lie outside their error bars`,
      where,
      'give the ends of the bars (y − u, y + u), not their lengths',
    );
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);

function checkImage(layer: Loose, where: string): number {
  const [w, h] = [layer['w'], layer['h']];
  const size = (n: unknown): n is number => typeof n === 'number' && Number.isInteger(n) && n > 0 && n <= 8192;
  if (!size(w) || !size(h))
    throw fault('figure/image', `${where}: a map of ${show(w)} × ${show(h)}`, where, 'give whole numbers from 1 to 8192');
  const count = checkNumbers(layer['data'], `${where}.data`);
  if (count !== undefined && count !== w * h) throw ragged(`${where}.data`, count, w * h);
  checkRange(layer['range'], `${where}.range`);
  oneOf(layer['map'], ['cividis', 'viridis', 'gray', 'balance'], 'figure/image', `${where}.map`);
  for (const key of ['quantity', 'unit']) if (layer[key] !== undefined) label(layer[key], `${where}.${key}`);
  const rois = layer['rois'] ?? [];
  if (!Array.isArray(rois)) throw fault('figure/image', `${where}.rois isn't a list`, where, 'give a list of {label, points}');
  for (const entry of rois) {
    const roi = record(entry, 'figure/image', `${where}.rois`, 'give {label, points}');
    label(roi['label'], `${where}.rois.label`);
    if (roi['width'] !== undefined) finite(roi, ['width'], `${where}.rois`);
    const points = roi['points'];
    const good = (p: unknown): boolean => Array.isArray(p) && p.length === 2 && p.every((c) => typeof c === 'number' && Number.isFinite(c));
    if (!Array.isArray(points) || points.length < 2 || points.length > 1000 || !points.every(good)) {
      throw fault('figure/image', `${where}.rois: points aren't pairs of numbers`, where, 'give 2 to 1000 points [x, y]');
    }
  }
  return w * h;
}

/** Both ends may be the same: a map without contrast is still a map. */
function checkRange(value: unknown, where: string): void {
  const ends = Array.isArray(value) ? (value as unknown[]) : [];
  const [low, high] = ends;
  const sane = (end: unknown): end is number => typeof end === 'number' && Math.abs(end) <= 1e100;
  if (ends.length !== 2 || !sane(low) || !sane(high) || low > high) {
    throw fault('figure/domain', `${where} isn't two finite numbers in order`, where, 'give [smallest, largest]');
  }
}
