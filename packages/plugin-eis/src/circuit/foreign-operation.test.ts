import { defineImpedanceElement, type ImpedanceElement, type OfferedElement } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { testContext } from '@ionwalk/testkit';
import { describe, expect, test } from 'vitest';
import { fit } from '../analysis/fit.ts';
import { FIT_OPTIONS } from '../analysis/fit-options.ts';
import { EisSpectrum } from '../kinds.ts';
import { circuitModel } from './circuit-model.ts';
import { compileCircuit } from './compile-circuit.ts';
import { knownElements } from './known-elements.ts';
import { parseCircuit } from './parse-circuit.ts';

/** Cole-Davidson: R/(1 + jωτ)^β, as another plugin would write it. */
const coleDavidson: ImpedanceElement = defineImpedanceElement({
  symbol: 'CDav',
  title: 'Cole-Davidson arc',
  equation: '\\frac{R}{(1 + \\mathrm{j}\\omega\\tau)^{\\beta}}',
  parameters: {
    R: { title: 'Resistance', unit: 'Ohm', min: 1e-6, max: 1e12, scale: 'log', start: { impedance: 1, frequency: 0 } },
    tau: { title: 'Time constant', unit: 's', min: 1e-12, max: 1e9, scale: 'log', start: { impedance: 0, frequency: -1 } },
    beta: { title: 'Outer exponent', unit: '1', min: 0.1, max: 1, scale: 'linear', start: { low: 0.4, high: 0.9 } },
  },
  impedance(p, omega, out) {
    const [R, tau, beta] = p as unknown as [number, number, number];
    omega.forEach((w, i) => {
      const [size, angle] = [R * (1 + (w * tau) ** 2) ** (-beta / 2), -beta * Math.atan(w * tau)];
      out[i] = size * Math.cos(angle);
      out[omega.length + i] = size * Math.sin(angle);
    });
  },
  jacobian(p, omega, out) {
    const [R, tau, beta] = p as unknown as [number, number, number];
    const n = omega.length;
    coleDavidson.impedance(p, omega, z(2 * n));
    omega.forEach((w, i) => {
      const [re, im] = [buffer[i]!, buffer[n + i]!];
      const x = w * tau;
      const square = 1 + x * x;
      // ∂Z/∂τ = −β Z jω/(1 + jωτ), ∂Z/∂β = −Z ln(1 + jωτ)
      const [ar, ai] = [(-beta * w * x) / square, (-beta * w) / square];
      const [lr, li] = [-0.5 * Math.log(square), -Math.atan(x)];
      out.set([re / R, re * ar - im * ai, re * lr - im * li], 3 * i);
      out.set([im / R, re * ai + im * ar, re * li + im * lr], 3 * (n + i));
    });
  },
});
let buffer = new Float64Array(0);
const z = (length: number): Float64Array => (buffer = new Float64Array(length));

const offer = (change: Partial<ImpedanceElement> = {}): OfferedElement[] => [
  { element: { ...coleDavidson, ...change }, from: 'ionwalk-plugin-cd@1.0.0' },
];
const elements = knownElements(offer());
const frequency = Float64Array.from({ length: 60 }, (_, i) => 10 ** (6 - i / 8));

describe('an element of another plugin', () => {
  test('is parsed with the rest, case aside, named like the rest, with its own bounds', () => {
    const circuit = parseCircuit('r0-p(cdav,CPE1)-CDAV2', elements);
    expect(circuit.text).toBe('R0-p(CDav1,CPE1)-CDav2');
    expect(circuit.parameters.map(({ name }) => name)).toEqual(
      'R0 CDav1.R CDav1.tau CDav1.beta CPE1.Q CPE1.n CDav2.R CDav2.tau CDav2.beta'.split(' '),
    );
    expect(circuitModel(circuit).params['CDav2.beta']).toMatchObject({
      min: 0.1,
      max: 1,
      scale: 'linear',
      title: 'Outer exponent of CDav2',
    });
  });
  test('alone is itself, also where its letters are Boukamp’s', () => {
    expect(parseCircuit('CG1', knownElements(offer({ symbol: 'CG' }))).text).toBe('CG1');
    expect(parseCircuit('CG1').text).toBe('C1-G1');
  });
  test('has the numbers of the built-in one, derivatives included, wherever it stands', () => {
    const [p, q] = [
      [10, 200, 1e-3, 0.7, 2e-6],
      [10, 200, 1e-3, 1, 0.7, 2e-6],
    ];
    const own = compileCircuit(parseCircuit('R0-p(CDav1,C1)', elements), frequency);
    const built = compileCircuit(parseCircuit('R0-p(HN1,C1)'), frequency);
    const [a, b] = [new Float64Array(120), new Float64Array(120)];
    own.evaluate(p, a);
    built.evaluate(q, b);
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i]!, 9));
    const [ja, jb] = [new Float64Array(120 * 5), new Float64Array(120 * 6)];
    own.jacobianColumns(p, ja);
    built.jacobianColumns(q, jb);
    [0, 1, 2, 4, 5].forEach((column, j) => {
      for (let i = 0; i < 120; i++) {
        const [x, y] = [ja[j * 120 + i]!, jb[column * 120 + i]!];
        expect(Math.abs(x - y)).toBeLessThan(1e-9 * Math.max(Math.abs(x), 1e-3));
      }
    });
  });
  test('cannot take a symbol of a built-in one', () => {
    expect(knownElements(offer({ symbol: 'ws' })).find('Ws')?.from).toBeUndefined();
  });
  test.each([
    ['R0-CDaw1', 'did you mean CDav?'],
    ['R0-TML1', 'did you mean TLM?'],
    ['R0-Zq1', 'CDav (ionwalk-plugin-cd@1.0.0), each'],
  ])('%s is refused with what there is', (text, fix) => {
    expect(() => parseCircuit(text, elements)).toThrow(
      expect.objectContaining({ code: 'eis/circuit', kind: 'usage', fix: expect.stringContaining(fix) }),
    );
  });
});

describe('eis fit with an element of another plugin', () => {
  const truth = [30, 500, 2e-3, 0.62, 1e-4, 0.9];
  const exact = new Float64Array(120);
  compileCircuit(parseCircuit('R0-CDav1-CPE1', elements), frequency).evaluate(truth, exact);
  const random = seededRandom(4);
  const noisy = exact.map((value, i) => value + 2e-3 * Math.hypot(exact[i % 60]!, exact[60 + (i % 60)]!) * random.normal());
  const spectrum = {
    kind: EisSpectrum.id,
    title: 'simulated',
    size: { frequency: 60 },
    variables: { frequency: { values: frequency }, re: { values: noisy.slice(0, 60) }, im: { values: noisy.slice(60) } },
    conditions: { temperature: 300, sample: 'S' },
    meta: {},
  } as const;
  const run = (offers: OfferedElement[], options: object = {}) => {
    const defaults = Object.fromEntries(
      Object.entries(FIT_OPTIONS).map(([name, param]) => [name, (param as { default?: unknown }).default]),
    );
    return fit.run(
      { spectrum: [spectrum] },
      { ...defaults, circuit: 'R0-CDav1-CPE1', thickness: 1e-3, area: 1e-4, assign: 'bulk=CDav1.R', ...options } as never,
      testContext({ elements: offers }),
    );
  };
  test('finds the truth without a guess, and says in answer and record where the element is from', async () => {
    const { fits, records, extra } = await run(offer());
    const params = fits[0]!.params as Record<string, { value: number; u: number }>;
    expect(fits[0]!.converged).toBe(true);
    ['R0', 'CDav1.R', 'CDav1.tau', 'CDav1.beta', 'CPE1.Q', 'CPE1.n'].forEach((name, j) => {
      const value = truth[j]!;
      const { value: found, u } = params[name]!;
      expect(Math.abs(found - value)).toBeLessThan(4 * u);
      expect(u).toBeLessThan(0.1 * value);
    });
    expect(extra).toMatchObject({ elements: { CDav1: 'ionwalk-plugin-cd@1.0.0' } });
    expect(records[0]).toMatchObject({
      kind: 'sigma',
      region: 'bulk',
      model: { fixed: { elements: { CDav1: 'ionwalk-plugin-cd@1.0.0' }, resistance: 'CDav1.R' } },
    });
  });
  test('takes bounds and ties like any other parameter', async () => {
    const { fits } = await run(offer(), { bound: 'CDav1.beta=0.7..1' });
    expect((fits[0]!.params as Record<string, { value: number }>)['CDav1.beta']!.value).toBeGreaterThanOrEqual(0.7);
  });
  test.each<[string, Partial<ImpedanceElement>, RegExp]>([
    [
      'an impedance of NaN',
      { impedance: (_p, _w, out) => void out.fill(NaN) },
      /the impedance of the circuit element CDav of ionwalk-plugin-cd@1.0.0 is NaN at .* Hz with R = /,
    ],
    [
      'an impedance of half the points',
      { impedance: (p, w, out) => coleDavidson.impedance(p, w.subarray(0, 10), out) },
      /the impedance .* is NaN/,
    ],
    [
      'derivatives of half the points',
      { jacobian: (p, w, out) => coleDavidson.jacobian(p, w.subarray(0, 10), out) },
      /the derivative by \w+ .* is NaN/,
    ],
    ['a derivative without bounds', { jacobian: (_p, _w, out) => void out.fill(Infinity) }, /is Infinity/],
  ])('%s ends the fit with an error that names the plugin, never with a result', async (_, change, message) => {
    await expect(run(offer(change))).rejects.toThrow(
      expect.objectContaining({ code: 'plugin/element', kind: 'plugin', message: expect.stringMatching(message) }),
    );
  });
});
