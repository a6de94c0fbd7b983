import { parseQuantity, usageError } from '@ionwalk/core';

/** A value in SI with the standard uncertainty typed with it. */
interface Quantity {
  readonly value: number;
  readonly u?: number;
}

/** A layer of a sputtered stack: its rate [m/s] and the depth of its lower interface [m] (Infinity: the last one), with their standard uncertainties. */
export interface SputterLayer {
  readonly rate: Quantity;
  readonly to: Quantity;
}

/**
 * Reads the repeated option `--layer 0.50(2)nm/s:120nm --layer 0.3nm/s`, from the surface down; only the last layer may do without the depth of its lower
 * interface.
 * Throws usage `sims/layer`.
 */
export function parseLayers(text: string): SputterLayer[] {
  const parts = text
    .split(/[\n;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  let above = 0;
  return parts.map((part, i) => {
    const [rateText = '', toText, ...rest] = part.split(':');
    const last = i === parts.length - 1;
    if (rest.length > 0 || (toText === undefined && !last)) throw wrong(`'${part}' isn't RATE:DEPTH`);
    const rate = parseQuantity(rateText, 'm/s');
    const to = toText === undefined ? { value: Infinity } : parseQuantity(toText, 'm');
    if (!(rate.value > 0 && Number.isFinite(rate.value))) throw wrong(`the rate of '${part}' is not greater than zero`);
    if (!(to.value > above)) throw wrong(`the layer '${part}' ends at or above the one before it`);
    above = to.value;
    return { rate, to };
  });
}

const wrong = (message: string): Error =>
  usageError('sims/layer', message, {
    where: 'option --layer',
    fix: 'give the layers from the surface down, each with its rate and the depth of its lower interface: --layer 0.5nm/s:120nm --layer 0.3nm/s',
  });

/** Depth after a time of sputtering: layer by layer, the last one goes on for ever. */
export function layerDepth(layers: readonly SputterLayer[], time: number): number {
  let [depth, left] = [0, time];
  for (const [i, { rate, to }] of layers.entries()) {
    const takes = (to.value - depth) / rate.value;
    if (i === layers.length - 1 || left <= takes) return depth + left * rate.value;
    left -= takes;
    depth = to.value;
  }
  return depth;
}

/** The time after which a depth is reached. */
export function layerTime(layers: readonly SputterLayer[], x: number): number {
  let [depth, time] = [0, 0];
  for (const [i, { rate, to }] of layers.entries()) {
    if (i === layers.length - 1 || x <= to.value) return time + (x - depth) / rate.value;
    time += (to.value - depth) / rate.value;
    depth = to.value;
  }
  return time;
}

/** For each uncertainty that was typed, the layers moved by one of it either way. */
export function layerParts(layers: readonly SputterLayer[]): ((side: 1 | -1) => SputterLayer[])[] {
  const moved =
    (at: number, key: 'rate' | 'to', u: number) =>
    (side: 1 | -1): SputterLayer[] =>
      layers.map((layer, i) => (i === at ? { ...layer, [key]: { value: layer[key].value + side * u } } : layer));
  return layers.flatMap(({ rate, to }, i) => [
    ...(rate.u === undefined ? [] : [moved(i, 'rate', rate.u)]),
    ...(to.u === undefined ? [] : [moved(i, 'to', to.u)]),
  ]);
}
