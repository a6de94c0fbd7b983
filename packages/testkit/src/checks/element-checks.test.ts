import type { ImpedanceElement, Plugin } from '@ionwalk/core';
import { expect, it } from 'vitest';
import { fixturePlugin } from '../../test/fixture-plugin.ts';
import { elementChecks } from './element-checks.ts';

/** R and C in series: Z = R − j/(ωC). */
const sound: ImpedanceElement = {
  symbol: 'RCS',
  title: 'Resistor and capacitor in series',
  equation: 'R + 1/(j\\omega C)',
  parameters: {
    R: { title: 'Resistance', unit: 'Ohm', min: 1e-3, max: 1e9, scale: 'log', start: { impedance: 1, frequency: 0 } },
    C: { title: 'Capacitance', unit: 'F', min: 1e-15, max: 1, scale: 'log', start: { impedance: -1, frequency: -1 } },
  },
  impedance(p, omega, out) {
    omega.forEach((w, i) => {
      out[i] = p[0]!;
      out[omega.length + i] = -1 / (w * p[1]!);
    });
  },
  jacobian(p, omega, out) {
    const n = omega.length;
    omega.forEach((w, i) => {
      out.set([1, 0], 2 * i);
      out.set([0, 1 / (w * p[1]! ** 2)], 2 * (n + i));
    });
  },
};

async function failures(change: Partial<ImpedanceElement>): Promise<string[]> {
  const plugin: Plugin = { ...fixturePlugin(), elements: [{ ...sound, ...change }] };
  const messages: string[] = [];
  for (const { number, run } of elementChecks(plugin))
    await run().catch((error: Error) => void messages.push(`${number}: ${error.message}`));
  return messages;
}
const kept = new Float64Array(2000);

it('passes an element that keeps its promises', async () => expect(await failures({})).toEqual([]));
it.each<[string, Partial<ImpedanceElement>, RegExp]>([
  [
    'a NaN somewhere within its bounds',
    {
      impedance: (p, w, out) =>
        sound.impedance(
          p.map((v) => (v > 1e8 ? NaN : v)),
          w,
          out,
        ),
    },
    /^16: .*is NaN at .* with R = 1\.0+e\+9/,
  ],
  [
    'an impedance that isn’t set at the last frequency',
    { impedance: (p, w, out) => sound.impedance(p, w.subarray(0, -1), out) },
    /^16: the impedance of RCS is NaN/,
  ],
  [
    'derivatives of fewer points',
    { jacobian: (p, w, out) => sound.jacobian(p, w.subarray(0, -1), out) },
    /^16: the derivative of RCS by \w is NaN.*unset/,
  ],
  [
    'a derivative of the wrong sign',
    { jacobian: (p, w, out) => (sound.jacobian(p, w, out), out.forEach((v, i) => (out[i] = i % 2 === 1 ? -v : v))) },
    /^17: the derivative of RCS by C is/,
  ],
  [
    'a derivative by ln C in place of C',
    { jacobian: (p, w, out) => (sound.jacobian(p, w, out), out.forEach((v, i) => (out[i] = i % 2 === 1 ? v * p[1]! : v))) },
    /^17: .* by C/,
  ],
  [
    'derivatives column after column',
    {
      jacobian: (p, w, out) => (
        sound.jacobian(p, w, out),
        out.set(out.slice().map((_, i) => out[(i % (2 * w.length)) * 2 + Math.floor(i / (2 * w.length))]!))
      ),
    },
    /^17: /,
  ],
  [
    'parameters it changes',
    { impedance: (p, w, out) => (sound.impedance(p, w, out), void (p[0] = 1)) },
    /^16: RCS changes what it is given/,
  ],
  [
    'state from call to call',
    {
      impedance: (p, w, out) => (
        sound.impedance(p, w, kept),
        out.set(kept.subarray(0, out.length).map((v, i) => (i < w.length ? v + w.length : v)))
      ),
    },
    /another impedance for one frequency alone/,
  ],
])('catches %s', async (_, change, message) => expect((await failures(change)).join('\n')).toMatch(message));
