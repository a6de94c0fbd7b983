import type { ElementParameter, ImpedanceElement, Plugin } from '@ionwalk/core';
import { type Check, expectThat } from '../check.ts';

/** 1e-4 Hz to 100 MHz, three per decade. */
const OMEGA: Float64Array = Float64Array.from({ length: 37 }, (_, i) => 2 * Math.PI * 10 ** (8 - i / 3));

/** 16 and 17: every element of a circuit is finite over its bounds, fills its buffers and keeps nothing, and has the derivatives of its impedance. */
export function elementChecks(plugin: Plugin): Check[] {
  return (plugin.elements ?? []).flatMap((element): Check[] => [
    { number: 16, name: `element ${element.symbol} is finite within its bounds and keeps nothing`, run: async () => sound(element) },
    { number: 17, name: `element ${element.symbol} has the derivatives of its impedance`, run: async () => derivatives(element) },
  ]);
}

/** Where it is tried: each parameter at several places of its range, the others in the middle of where they start. */
function points({ parameters }: ImpedanceElement, shares: readonly number[]): Float64Array[] {
  const list = Object.values(parameters);
  const middle = Float64Array.from(list, typical);
  const single = list.flatMap((parameter, j) => shares.map((share) => middle.with(j, between(parameter, share))));
  return [middle, ...single];
}

function sound(element: ImpedanceElement): void {
  const { symbol, parameters } = element;
  const names = Object.keys(parameters);
  const n = OMEGA.length;
  const omega = OMEGA.slice();
  const buffer = new Float64Array(2 * n);
  const matrix = new Float64Array(2 * n * names.length);
  const corners = [0, 1].map((share) => Float64Array.from(Object.values(parameters), (parameter) => between(parameter, share)));
  for (const p of [...points(element, [0, 0.25, 0.5, 0.75, 1]), ...corners]) {
    const own = p.slice();
    element.impedance(own, omega, buffer.fill(NaN));
    const bad = buffer.findIndex((value) => !Number.isFinite(value));
    expectThat(bad < 0, `the impedance of ${symbol} is ${buffer[bad]} at ${at(OMEGA[bad % n]!)} with ${told(names, p)}`);
    element.jacobian(own, omega, matrix.fill(NaN));
    const lost = matrix.findIndex((value) => !Number.isFinite(value));
    expectThat(
      lost < 0,
      `the derivative of ${symbol} by ${names[lost % names.length]} is ${matrix[lost]} at ${at(OMEGA[Math.floor(lost / names.length) % n]!)} with ${told(names, p)}: unset, or not finite`,
    );
    expectThat(
      own.every((value, j) => value === p[j]) && omega.every((value, i) => value === OMEGA[i]),
      `${symbol} changes what it is given`,
    );
  }
  const [p, other] = points(element, [0.4]) as [Float64Array, Float64Array];
  const first = new Float64Array(2 * n);
  element.impedance(p, OMEGA, first);
  const kept = first.slice();
  element.impedance(other, OMEGA, new Float64Array(2 * n));
  expectThat(
    first.every((value, i) => value === kept[i]),
    `${symbol} writes into a buffer of an earlier call`,
  );
  const alone = new Float64Array(2);
  element.impedance(p, OMEGA.slice(5, 6), alone);
  expectThat(
    alone[0] === kept[5] && alone[1] === kept[n + 5],
    `${symbol} gives another impedance for one frequency alone than among others`,
  );
}

/** Against central differences, to 1e-5 of the largest derivative by that parameter at this frequency, or of a thousandth of |Z| per e-fold (or whole range) of it. */
function derivatives(element: ImpedanceElement): void {
  const { symbol, parameters } = element;
  const names = Object.keys(parameters);
  const m = names.length;
  const n = OMEGA.length;
  const [up, down, z] = [new Float64Array(2 * n), new Float64Array(2 * n), new Float64Array(2 * n)];
  const matrix = new Float64Array(2 * n * m);
  for (const p of points(element, [0.3, 0.7])) {
    element.impedance(p, OMEGA, z);
    element.jacobian(p, OMEGA, matrix.fill(NaN));
    Object.values(parameters).forEach(({ min, max, scale }, j) => {
      const value = p[j]!;
      const width = scale === 'log' ? value : max - min;
      const step = Math.min(1e-5 * width, value - min, max - value);
      if (!(step > 0)) return;
      element.impedance(p.with(j, value + step), OMEGA, up);
      element.impedance(p.with(j, value - step), OMEGA, down);
      for (let i = 0; i < 2 * n; i++) {
        const [stated, difference] = [matrix[i * m + j]!, (up[i]! - down[i]!) / (2 * step)];
        const modulus = Math.hypot(z[i % n]!, z[n + (i % n)]!);
        const rounding = (8 * Number.EPSILON * modulus) / step;
        const size = Math.max(Math.hypot(matrix[(i % n) * m + j]!, matrix[(n + (i % n)) * m + j]!), (1e-3 * modulus) / width);
        expectThat(
          Math.abs(stated - difference) <= 1e-5 * size + rounding,
          `the derivative of ${symbol} by ${names[j]} is ${stated} at ${at(OMEGA[i % n]!)}, differences give ${difference}, with ${told(names, p)}`,
        );
      }
    });
  }
}

function between({ min, max, scale }: ElementParameter, share: number): number {
  if (share === 0 || share === 1) return share === 0 ? min : max;
  return scale === 'log' ? min * (max / min) ** share : min + (max - min) * share;
}

/** The middle of where a search starts it: |Z| = 1 kOhm, ω = 10⁴ rad/s. */
function typical({ start, min, max }: ElementParameter): number {
  const value = 'low' in start ? (start.low + start.high) / 2 : 1e3 ** start.impedance * 1e4 ** start.frequency;
  return Math.min(max, Math.max(min, value));
}

const at = (omega: number): string => `${(omega / (2 * Math.PI)).toPrecision(4)} Hz`;
const told = (names: readonly string[], p: Float64Array): string => names.map((name, j) => `${name} = ${p[j]!.toPrecision(6)}`).join(', ');
