import { constants, defineModel, type Dataset, type Model, type NumberParam, type Variable } from '@ionwalk/core';
import { RelaxationSeries } from '../kinds.ts';
import { relaxationRate } from './relaxation-rate.ts';
import type { Density } from './spectral-density.ts';

export type BppModel = Model<typeof RelaxationSeries>;
type Series = Dataset<typeof RelaxationSeries>;

const { R } = constants;
const rate = new Float64Array(3);

/**
 * Relaxation by one thermally activated motion, τ = τ0 exp(Ea/RT), fitted in ln(rate): params tau0 [s], Ea [J/mol], C [s-2], and beta
 * where the form has it. ln τ0 and Ea correlate at −0.99 and more: what is derived from them needs their covariance. On one flank only
 * the product or the quotient of C and τ0 is known; the maximum of the rate, or two fields across it, gives all three.
 * Needs `larmor` (and `lock` for 1/T1rho) in the data.
 * Source: Bloembergen, Purcell & Pound, Phys. Rev. 73 (1948) 679, doi 10.1103/PhysRev.73.679
 */
export function bppModel(form: Density): BppModel {
  const free = form === 'bpp-asymmetric' || form === 'cole-davidson';
  const width = free ? 4 : 3;
  const params: Record<string, NumberParam> = {
    tau0: { type: 'number', title: 'Correlation time at infinite temperature', unit: 's', min: 1e-24, max: 1, scale: 'log' },
    Ea: { type: 'number', title: 'Activation energy', unit: 'J/mol', min: 0, max: 4e5, display: 'eV' },
    C: { type: 'number', title: 'Strength of the fluctuating interaction', unit: 's-2', min: 1e-6, max: 1e24, scale: 'log' },
    ...(free ? { beta: { type: 'number' as const, title: 'Asymmetry of the flanks', unit: '1', min: 0.05, max: 1 } } : {}),
  };
  const start = ({ tau0, Ea, C }: Start): Record<string, number> => ({ tau0, Ea, C, ...(free ? { beta: 0.8 } : {}) });
  return defineModel<typeof RelaxationSeries, Record<string, NumberParam>>({
    id: form,
    version: '1.0.0',
    title: `Relaxation by one motion, ${form}`,
    cite: ['10.1103/PhysRev.73.679'],
    accepts: RelaxationSeries,
    equation: '1/T_1 = C [J(\\omega_0) + 4 J(2\\omega_0)],\\; \\tau = \\tau_0 e^{E_a/RT}',
    params,
    observe: ({ variables }) => logarithm(variables.rate),
    guess: (data) => start(scan(form, data)[0] as Start),
    starts: (data) => scan(form, data).slice(1).map(start),
    evaluate(p, { variables }, out) {
      const { temperature, process, larmor, lock } = variables;
      const [tau0, Ea, lnC, beta] = [p['tau0'] as number, p['Ea'] as number, Math.log(p['C'] as number), free ? (p['beta'] as number) : 1];
      for (let i = 0; i < out.length; i++) {
        const tau = correlationTime(tau0, Ea, temperature.values[i] as number);
        relaxationRate(form, process.values[i] as number, angular(larmor, i), angular(lock, i), tau, beta, rate);
        out[i] = lnC + Math.log(rate[0] as number);
      }
    },
    jacobian(p, { variables }, out) {
      const { temperature, process, larmor, lock } = variables;
      const [tau0, Ea, C, beta] = [p['tau0'] as number, p['Ea'] as number, p['C'] as number, free ? (p['beta'] as number) : 1];
      for (let i = 0; i < temperature.values.length; i++) {
        const T = temperature.values[i] as number;
        relaxationRate(form, process.values[i] as number, angular(larmor, i), angular(lock, i), correlationTime(tau0, Ea, T), beta, rate);
        out[i * width] = (rate[1] as number) / tau0;
        out[i * width + 1] = (rate[1] as number) / (R * T);
        out[i * width + 2] = 1 / C;
        if (free) out[i * width + 3] = rate[2] as number;
      }
    },
  });
}

/** τ0 exp(Ea/RT), kept within what a double and its square hold. */
export const correlationTime = (tau0: number, Ea: number, T: number): number =>
  Math.exp(Math.min(Math.max(Math.log(tau0) + Ea / (R * T), -300), 300));

const angular = (frequency: Variable | undefined, i: number): number => 2 * Math.PI * (frequency?.values[i] ?? 0);

const logarithm = ({ values, sigma }: Variable): Variable => ({
  values: values.map((value) => Math.log(value)),
  ...(sigma && { sigma: sigma.map((u, i) => u / (values[i] as number)) }),
});

interface Start {
  readonly tau0: number;
  readonly Ea: number;
  readonly C: number;
}

const ENERGIES = [4e3, 8e3, 15e3, 25e3, 40e3, 65e3];

/** The best three of a coarse grid: activation energies, and the temperature where ω0 τ = 0.6 from below to above the data; C follows exactly. */
function scan(form: Density, { variables }: Series): Start[] {
  const { temperature, rate: measured, process, larmor, lock } = variables;
  const T = temperature.values;
  const [low, high] = [T.reduce((a, b) => Math.min(a, b), Infinity), T.reduce((a, b) => Math.max(a, b), 0)];
  const omega = angular(larmor, 0);
  const found: (Start & { rss: number })[] = [];
  for (const Ea of ENERGIES) {
    for (let k = -3; k <= 11; k++) {
      const reference = 1 / (1 / high + ((1 / low - 1 / high) * k) / 8);
      if (!(reference > 0) || reference > 4 * high) continue;
      const tau0 = (0.62 / omega) * Math.exp(-Ea / (R * reference));
      if (!(tau0 > 1e-24 && tau0 < 1)) continue;
      let [sum, square] = [0, 0];
      for (let i = 0; i < T.length; i++) {
        relaxationRate(
          form,
          process.values[i] as number,
          angular(larmor, i),
          angular(lock, i),
          correlationTime(tau0, Ea, T[i] as number),
          0.8,
          rate,
        );
        const gap = Math.log(measured.values[i] as number) - Math.log(rate[0] as number);
        sum += gap;
        square += gap * gap;
      }
      const C = Math.exp(sum / T.length);
      const rss = square - (sum * sum) / T.length;
      if (C > 1e-6 && C < 1e24 && Number.isFinite(rss)) found.push({ tau0, Ea, C, rss });
    }
  }
  found.sort((a, b) => a.rss - b.rss);
  return found.length > 0 ? found.slice(0, 3) : [{ tau0: 1e-13, Ea: 3e4, C: 1e9 }];
}
