import { defineImpedanceElement, type ElementParameter, type ElementStart, type ImpedanceElement } from '@ionwalk/core';
import type { ElementKind } from './circuit.ts';
import { derive, forward, OP } from './circuit-operations.ts';
import { DISTRIBUTED } from './distributed-elements.ts';
import { parameterLimits, type ParameterRole } from './parameter-limits.ts';

interface Parameter {
  readonly role: Exclude<ParameterRole, 'own'>;
  readonly title: string;
  readonly unit: string;
}

const RESISTANCE: Parameter = { role: 'R', title: 'Resistance', unit: 'Ohm' };
const TAU: Parameter = { role: 'tau', title: 'Time constant', unit: 's' };
const EXPONENT: Parameter = { role: 'n', title: 'Exponent', unit: '1' };
const ADMITTANCE: Parameter = { role: 'Q', title: 'Admittance at ω = 1 rad/s', unit: 'Ohm-1.s^n' };

const EXPONENTS: ElementStart = { low: 0.6, high: 0.98 };
/** Powers of |Z| and ω that make a start value; an inductance starts by the highest frequency, see `scatterStarts`. */
const STARTS: { readonly [role in Parameter['role']]: ElementStart } = {
  R: { impedance: 1, frequency: 0 },
  C: { impedance: -1, frequency: -1 },
  L: { impedance: 1, frequency: -1 },
  Q: { impedance: -1, frequency: -0.8 },
  A: { impedance: 1, frequency: 0.5 },
  tau: { impedance: 0, frequency: -1 },
  n: EXPONENTS,
  alpha: EXPONENTS,
  beta: EXPONENTS,
};

const CODES: { readonly [kind: string]: number } = { ...OP, ...DISTRIBUTED };

const COLE = '10.1063/1.1750906';
const BOUKAMP = '10.1016/0167-2738(86)90031-7';

/** The elements that every circuit may use, in the order in which they are listed. */
export const builtInElements: readonly ImpedanceElement[] = [
  element('R', 'Resistor', 'R', [RESISTANCE]),
  element('C', 'Capacitor', '\\frac{1}{\\mathrm{j}\\omega C}', [{ role: 'C', title: 'Capacitance', unit: 'F' }]),
  element('L', 'Inductor', '\\mathrm{j}\\omega L', [{ role: 'L', title: 'Inductance', unit: 'H' }]),
  element('CPE', 'Constant phase element', '\\frac{1}{Q (\\mathrm{j}\\omega)^{n}}', [ADMITTANCE, EXPONENT], [COLE], ['Q']),
  element(
    'W',
    'Diffusion without an end (Warburg)',
    '\\frac{A}{\\sqrt{\\mathrm{j}\\omega}}',
    [{ role: 'A', title: 'Warburg coefficient', unit: 'Ohm.s-0.5' }],
    ['10.1002/andp.18993030302'],
  ),
  element(
    'Wo',
    'Diffusion to a wall',
    '\\frac{R \\coth \\sqrt{\\mathrm{j}\\omega\\tau}}{\\sqrt{\\mathrm{j}\\omega\\tau}}',
    [RESISTANCE, TAU],
    ['10.1149/1.2129668'],
  ),
  element(
    'Ws',
    'Diffusion into a reservoir',
    '\\frac{R \\tanh \\sqrt{\\mathrm{j}\\omega\\tau}}{\\sqrt{\\mathrm{j}\\omega\\tau}}',
    [RESISTANCE, TAU],
    [BOUKAMP],
  ),
  element(
    'G',
    'Diffusion with a reaction (Gerischer)',
    '\\frac{R}{\\sqrt{1 + \\mathrm{j}\\omega\\tau}}',
    [RESISTANCE, TAU],
    [],
    [],
    'Gerischer, Z. Phys. Chem. 198 (1951) 286.',
  ),
  element(
    'HN',
    'Havriliak-Negami arc',
    '\\frac{R}{(1 + (\\mathrm{j}\\omega\\tau)^{\\alpha})^{\\beta}}',
    [RESISTANCE, TAU, { role: 'alpha', title: 'Exponent of jωτ', unit: '1' }, { role: 'beta', title: 'Outer exponent', unit: '1' }],
    ['10.1016/0032-3861(67)90021-3'],
  ),
  element('ZARC', 'Cole-Cole arc', '\\frac{R}{1 + (\\mathrm{j}\\omega\\tau)^{n}}', [RESISTANCE, TAU, EXPONENT], [COLE]),
  element(
    'TLM',
    'Transmission line of a porous blocking electrode',
    '\\sqrt{R Z_s} \\coth \\sqrt{R / Z_s},\\quad Z_s = \\frac{1}{Q (\\mathrm{j}\\omega)^{n}}',
    [RESISTANCE, ADMITTANCE, EXPONENT],
    ['10.1016/0013-4686(63)80042-0'],
    ['TLMQ'],
  ),
];

/** Its numbers by the same array operations that whole circuits are compiled to. */
function element(
  kind: ElementKind,
  title: string,
  equation: string,
  parameters: readonly Parameter[],
  cite: readonly string[] = [],
  aliases: readonly string[] = [],
  doc?: string,
): ImpedanceElement {
  const m = parameters.length;
  const ops = Int32Array.of(CODES[kind]!, 0, 0, 0, 0, 0, m);
  const load = (p: Float64Array, omega: Float64Array) => {
    const n = omega.length;
    const [re, im, share, lnOmega] = [new Float64Array(n), new Float64Array(n), new Float64Array(2 * n), omega.map(Math.log)];
    forward(ops, 0, p, n, re, im, share, omega, lnOmega);
    return { n, re, im, share, lnOmega };
  };
  return defineImpedanceElement({
    symbol: kind,
    ...(aliases.length > 0 ? { aliases } : {}),
    title,
    ...(doc === undefined ? {} : { doc }),
    ...(cite.length > 0 ? { cite } : {}),
    equation,
    parameters: Object.fromEntries(
      parameters.map(({ role, title: name, unit }) => [
        role,
        {
          title: name,
          unit,
          ...parameterLimits[role],
          scale: 'low' in STARTS[role] ? 'linear' : 'log',
          start: STARTS[role],
        } satisfies ElementParameter,
      ]),
    ),
    impedance(p, omega, out) {
      const { n, re, im } = load(p, omega);
      out.set(re);
      out.set(im, n);
    },
    jacobian(p, omega, out) {
      const { n, re, im, share, lnOmega } = load(p, omega);
      derive(ops, 0, p, n, m, 1, re, im, share, omega, lnOmega, out);
    },
  });
}
