export interface PhysicalConstants {
  /** Boltzmann constant [J/K] */
  readonly k: number;
  /** Elementary charge [C] */
  readonly e: number;
  /** Avogadro constant [1/mol] */
  readonly N_A: number;
  /** Planck constant [J s] */
  readonly h: number;
  /** Reduced Planck constant [J s] */
  readonly hbar: number;
  /** Speed of light [m/s] */
  readonly c0: number;
  /** Molar gas constant k N_A [J/mol/K] */
  readonly R: number;
  /** Faraday constant e N_A [C/mol] */
  readonly F: number;
  /** Vacuum permeability [N/A2] */
  readonly mu0: number;
  /** Vacuum permittivity [F/m] */
  readonly epsilon0: number;
  /** Atomic mass constant [kg] */
  readonly u: number;
}

/**
 * Physical constants in SI; k, e, N_A, h, c0 (and what follows from them) are exact since 2019, the others CODATA 2018.
 * Source: doi 10.1103/RevModPhys.93.025010
 */
export const constants: PhysicalConstants = {
  k: 1.380649e-23,
  e: 1.602176634e-19,
  N_A: 6.02214076e23,
  h: 6.62607015e-34,
  hbar: 6.62607015e-34 / (2 * Math.PI),
  c0: 299_792_458,
  R: 1.380649e-23 * 6.02214076e23,
  F: 1.602176634e-19 * 6.02214076e23,
  mu0: 1.25663706212e-6,
  epsilon0: 8.8541878128e-12,
  u: 1.6605390666e-27,
};
