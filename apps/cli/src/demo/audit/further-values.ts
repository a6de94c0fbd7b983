import { carrierDensity, constants, diffusivityFromConductivity, nuclide } from '@ionwalk/core';

const K_EV = constants.k / constants.e;
const arrhenius = (ea: number, from: number, to: number): number => Math.exp((-ea / K_EV) * (1 / to - 1 / from));

/** Values of a check by what they are; the unit is the last word, SI. */
export type FurtherValues = Readonly<Record<string, number | readonly number[]>>;

/** What the stated inputs give besides the one number of each check. */
export function furtherValues(): Readonly<Record<string, FurtherValues>> {
  const omega = 2 * Math.PI * 155.4e6;
  const tau = (T: number): number => 1.4e-11 * Math.exp(0.11 / (K_EV * T));
  const coldest = 0.11 / (K_EV * Math.log(0.61579515 / (omega * 1.4e-11)));
  const local = (T: number): number => 3.87e-10 ** 2 / (6 * tau(T));
  const [Dx, Dz, Delta] = [6.1e-11, 3.3e-12, 0.1];
  const mean = (2 * Dx + Dz) / 3;
  const gamma = Math.abs(nuclide('7Li')?.gamma ?? 0);
  const gradient = (delta: number): number => Math.sqrt(1 / Dz / (gamma ** 2 * delta ** 2 * (Delta - delta / 3)));
  const c = carrierDensity('Li0.29La0.57TiO3', { a: 3.87e-10 }, 'Li');
  const D300 = diffusivityFromConductivity(0.09, 300, c, 1);
  const ea = (K_EV * Math.log(mean / D300)) / (1 / 300 - 1 / 393);
  const [corrected, plain] = [D300 * arrhenius(ea, 300, 298.15), diffusivityFromConductivity(0.09, 298.15, c, 1)];
  const [tracer, boundary] = [2.6e-12, 1.4e-17];
  const boundarySigma = boundary / 0.24;
  const grains = [1e-6, 5e-6, 1e-5, 2e-5];
  const total = (bulk: number, gb: number, L: number): number => 1 / (1 / bulk + 5e-10 / L / gb);
  const ratios = (sigma: number): number[] => grains.map((L) => total(tracer, boundary, L) / total(sigma, boundarySigma, L));
  const means = [8.866e-12 * arrhenius(0.2913, 333, 298), 9.2e-12, mean];
  const overNmr = [298, 333, 393].map((T, i) => local(T) / (means[i] as number));
  const field = omega / gamma;
  const relaxes = (sigma: number, permittivity: number): number => sigma / (2 * Math.PI * constants.epsilon0 * permittivity);
  const sigmaGb = (boundarySigma * c * constants.e ** 2) / (constants.k * 298.15);
  const reach = 20e-6;
  const at295 = total(tracer * arrhenius(ea, 298.15, 295.15), boundary * arrhenius(0.4, 298.15, 295.15), reach);
  return {
    N1: { 'tau at 333 K, s': tau(333), 'D_local, m2/s': local(333) },
    N2: { 'omega tau, 1': omega * tau(coldest), 'T of the minimum, K': coldest, 'tau there, s': tau(coldest) },
    N3: { 'tau at 333 K, s': tau(333), '1/omega, s': 1 / omega },
    N4: { '1/tau, Hz': 1 / tau(333), '1/(2 pi tau), Hz': 1 / (2 * Math.PI * tau(333)) },
    N5: { 'Dx/Dz, 1': Dx / Dz },
    N6: { '(2 Dx + Dz)/3, m2/s': mean },
    N7: { 'c, m-3': c, 'D_sigma, m2/s': D300 },
    N8: { 'bulk over boundary, 1': tracer / boundary, 'its common logarithm, 1': Math.log10(tracer / boundary) },
    N9: { 'B0, T': field, '1H, Hz': ((nuclide('1H')?.gamma ?? 0) * field) / (2 * Math.PI) },
    N10: { 'H_R at 298.15 K, 1': tracer / corrected, 'D_sigma at 298.15 K, m2/s': corrected, 'H_R uncorrected, 1': tracer / plain },
    N11: { 'mean occupancy, 1': (0.956 + 0.238) / 2 },
    N12: { 'charge of the A site, 1': 0.29 + 3 * 0.57, 'vacancies, 1': 1 - 0.29 - 0.57 },
    N13: {
      '1/Dx, s/m2': 1 / Dx,
      '1/Dz, s/m2': 1 / Dz,
      '3/Dz, s/m2': 3 / Dz,
      'g for 1/Dz at 5 ms, T/m': gradient(5e-3),
      'g for 1/Dz at 2 ms, T/m': gradient(2e-3),
    },
    N14: { '(2 Dx Delta)^1/2, m': Math.sqrt(2 * Dx * Delta), '(2 Dz Delta)^1/2, m': Math.sqrt(2 * Dz * Delta) },
    N15: {
      'D_local/D_NMR at 298, 333, 393 K, 1': overNmr,
      'the same with the printed D_local, 1': overNmr.map((ratio) => (ratio * 1.28e-11) / local(333)),
    },
    N16: {
      'Ea to Dx at 393 K, eV': (K_EV * Math.log(Dx / 9.2e-12)) / (1 / 333 - 1 / 393),
      'Ea to the mean, eV': (K_EV * Math.log(mean / 9.2e-12)) / (1 / 333 - 1 / 393),
    },
    N17: { '295 to 300 K at 0.33 eV, 1': arrhenius(0.33, 295, 300), '295.15 to 298.15 K, 1': arrhenius(0.33, 295.15, 298.15) },
    N18: { 'abundances of 6Li and 7Li, 1': [nuclide('6Li')?.abundance ?? 0, nuclide('7Li')?.abundance ?? 0] },
    N19: {
      'f of the bulk at eps_r 100, Hz': relaxes(0.09, 100),
      'f of the boundary at eps_r 10 and 200, Hz': [relaxes(sigmaGb, 10), relaxes(sigmaGb, 200)],
    },
    N20: {
      'D_sigma of the boundary, m2/s': boundarySigma,
      'grain sizes, m': grains,
      'D* effective, m2/s': grains.map((L) => total(tracer, boundary, L)),
      'H_R total, 1': ratios(corrected),
      'H_R total uncorrected, 1': ratios(plain),
    },
    N21: { '2 (D_eff t)^1/2 after 59 h and 16 d more, m': [212400, 212400 + 1382400].map((t) => 2 * Math.sqrt(at295 * t)) },
    N22: { 'T, K': 22 + 273.15 },
  };
}
