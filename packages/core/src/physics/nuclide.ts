export interface Nuclide {
  /** `7Li` */
  readonly symbol: string;
  readonly element: string;
  readonly A: number;
  /** Nuclear spin quantum number I. */
  readonly spin: number;
  /** Magnetogyric ratio, signed [rad/s/T]; 0 for spin 0. */
  readonly gamma: number;
  /** Electric quadrupole moment [m2]; 0 for spin 0 and 1/2. */
  readonly Q: number;
  /** Natural abundance, fraction of the element's atoms. */
  readonly abundance: number;
  /** Atomic mass [u]. */
  readonly mass: number;
}

const FEMTOMETRE2 = 1e-30;
const n = (A: number, element: string, spin: number, gamma7: number, Qfm2: number, abundance: number, mass: number): Nuclide => ({
  symbol: `${A}${element}`,
  element,
  A,
  spin,
  gamma: gamma7 * 1e7,
  Q: Qfm2 * FEMTOMETRE2,
  abundance,
  mass,
});

/**
 * Nuclides of ion conductors: spin, magnetogyric ratio and quadrupole moment as recommended by IUPAC 2001
 * (doi 10.1351/pac200173111795), abundance from IUPAC 2013 (doi 10.1515/pac-2015-0503), mass from AME2020 (doi 10.1088/1674-1137/abddaf).
 * The quadrupole moment of 139La is 20 to 20.6 fm2, depending on the source.
 */
export const nuclides: readonly Nuclide[] = [
  n(1, 'H', 1 / 2, 26.7522128, 0, 0.999885, 1.0078250319),
  n(2, 'H', 1, 4.10662791, 0.286, 0.000115, 2.01410177784),
  n(6, 'Li', 1, 3.9371709, -0.0808, 0.0759, 6.0151228874),
  n(7, 'Li', 3 / 2, 10.3977013, -4.01, 0.9241, 7.0160034342),
  n(12, 'C', 0, 0, 0, 0.9893, 12),
  n(13, 'C', 1 / 2, 6.728284, 0, 0.0107, 13.00335483534),
  n(16, 'O', 0, 0, 0, 0.99757, 15.99491461926),
  n(17, 'O', 5 / 2, -3.62808, -2.558, 0.00038, 16.99913175595),
  n(18, 'O', 0, 0, 0, 0.00205, 17.99915961214),
  n(19, 'F', 1 / 2, 25.18148, 0, 1, 18.99840316207),
  n(23, 'Na', 3 / 2, 7.0808493, 10.4, 1, 22.989769282),
  n(27, 'Al', 5 / 2, 6.9762715, 14.66, 1, 26.981538408),
  n(29, 'Si', 1 / 2, -5.319, 0, 0.04685, 28.97649466434),
  n(31, 'P', 1 / 2, 10.8394, 0, 1, 30.97376199768),
  n(39, 'K', 3 / 2, 1.2500608, 5.85, 0.932581, 38.9637064848),
  n(41, 'K', 3 / 2, 0.68606808, 7.11, 0.067302, 40.9618252561),
  n(87, 'Rb', 3 / 2, 8.7864, 13.35, 0.2783, 86.909180529),
  n(107, 'Ag', 1 / 2, -1.0889181, 0, 0.51839, 106.905091509),
  n(109, 'Ag', 1 / 2, -1.2518634, 0, 0.48161, 108.904755773),
  n(139, 'La', 7 / 2, 3.8083318, 20, 0.9991119, 138.90636116),
];

/** The nuclide named `7Li` (also `Li7`, `Li-7`); undefined for one that isn't in the table. */
export function nuclide(name: string): Nuclide | undefined {
  const match = /^(?:(\d+)-?([A-Z][a-z]?)|([A-Z][a-z]?)-?(\d+))$/.exec(name.trim());
  if (!match) return undefined;
  const symbol = `${match[1] ?? match[4]}${match[2] ?? match[3]}`;
  return nuclides.find((entry) => entry.symbol === symbol);
}
