import type { SeededRandom } from '../../src/fit/seeded-random.ts';
import { diffusivityFromConductivity } from '../../src/physics/nernst-einstein.ts';
import {
  boundaryShare,
  bulkDiffusivity,
  totalHaven,
  type CaseSeries,
  type CaseTruth,
  type CrossTechniqueCase,
} from './cross-technique-case.ts';

const SIGMA_T = [298.15, 323.15, 348.15, 373.15, 398.15, 423.15, 448.15, 473.15, 498.15];
const NMR_T = [303.15, 333.15, 363.15, 393.15, 423.15, 453.15, 483.15];
const TRACER_T = [295.15, 313.15, 333.15, 353.15];
const U = { sigma: 0.02, nmr: 0.05, tracer: 0.1, T_eis: 1, T_nmr: 1.5, T_sims: 1, geometry: 0.02, gradient: 0.03, carrier: 0.03 };

/**
 * Draws a case: the truth, the shared errors (thermometers, geometry, gradient, carrier density) once per case, and the random errors per
 * value. Every third case has a break of the bulk's activation energy above 410 K. The true temperature is the stated one plus the offset.
 */
export function drawCrossTechniqueCase(index: number, random: SeededRandom): CrossTechniqueCase {
  const between = (lo: number, hi: number): number => lo + (hi - lo) * random.uniform();
  const pick = (values: readonly number[]): number => values[random.integer(values.length)] as number;
  const error = (u: number): number => u * random.normal();
  const id = `syn-${String(index).padStart(3, '0')}`;
  const broken = index % 3 === 2;
  const Ea = between(0.2, 0.45);
  const truth: CaseTruth = {
    id,
    Ea_eV: Ea,
    Ea_high_eV: broken ? Ea * between(0.5, 0.7) : Ea,
    T_break_K: broken ? between(410, 480) : null,
    D_sigma_bulk_300K: 10 ** between(-14, -11),
    HR_bulk: pick([0.3, 0.4, 0.6, 0.9, 1]),
    HR_gb: pick([0.15, 0.24, 0.5, 1]),
    HR_total_at_313K: NaN,
    gb_over_bulk_resistance_300K: 10 ** between(-0.8, 1.5),
    dEa_gb_eV: between(-0.02, 0.15),
    c_m3: 10 ** between(27.3, 28.4),
    errors: {
      offsets: { T_eis: error(U.T_eis), T_nmr: error(U.T_nmr), T_sims: error(U.T_sims) },
      ln_geometry: error(U.geometry),
      ln_gradient: error(U.gradient),
      ln_c: error(U.carrier),
    },
  };
  const { offsets, ln_geometry, ln_gradient, ln_c } = truth.errors;
  const values = (T: readonly number[], offset: number, u: number, at: (T: number) => number): number[] =>
    T.map((stated) => at(stated + offset) * Math.exp(error(u)));
  // σ = D c q²/(kT) at the true temperature; a conductivity of unit D is the inverse of Nernst-Einstein.
  const sigma = (T: number, D: number): number => (D / diffusivityFromConductivity(1, T, truth.c_m3, 1)) * Math.exp(ln_geometry);
  const bulk = (T: number): number => bulkDiffusivity(truth, T);
  const records: CaseSeries[] = [
    {
      quantity: 'sigma',
      region: 'bulk',
      unit: 'S/m',
      T_K: SIGMA_T,
      u_ln_random: U.sigma,
      systematic: EIS,
      value: values(SIGMA_T, offsets.T_eis, U.sigma, (T) => sigma(T, bulk(T))),
    },
    {
      quantity: 'sigma',
      region: 'total',
      unit: 'S/m',
      T_K: SIGMA_T,
      u_ln_random: U.sigma,
      systematic: EIS,
      value: values(SIGMA_T, offsets.T_eis, U.sigma, (T) => sigma(T, bulk(T) / (1 + boundaryShare(truth, T)))),
    },
    {
      quantity: 'D_NMR',
      region: 'bulk',
      unit: 'm2/s',
      T_K: NMR_T,
      u_ln_random: U.nmr,
      systematic: NMR,
      value: values(NMR_T, offsets.T_nmr, U.nmr, (T) => truth.HR_bulk * bulk(T) * Math.exp(ln_gradient)),
    },
    {
      quantity: 'D_tracer',
      region: 'effective',
      unit: 'm2/s',
      T_K: TRACER_T,
      u_ln_random: U.tracer,
      systematic: SIMS,
      value: values(TRACER_T, offsets.T_sims, U.tracer, (T) => (totalHaven(truth, T) * bulk(T)) / (1 + boundaryShare(truth, T))),
    },
  ];
  return {
    data: { id, carrier: { c_m3: truth.c_m3 * Math.exp(ln_c), u_ln: U.carrier, z: 1 }, records },
    truth: { ...truth, HR_total_at_313K: totalHaven(truth, 313.15) },
  };
}

const EIS: CaseSeries['systematic'] = [
  { name: 'T_eis', u_K: U.T_eis },
  { name: 'geometry', u_ln: U.geometry },
];
const NMR: CaseSeries['systematic'] = [
  { name: 'T_nmr', u_K: U.T_nmr },
  { name: 'gradient', u_ln: U.gradient },
];
const SIMS: CaseSeries['systematic'] = [{ name: 'T_sims', u_K: U.T_sims }];
