import type { DiffusionRecord } from '../../src/api/record.ts';
import { constants } from '../../src/physics/constants.ts';
import { parseRecords } from '../../src/compare/read/parse-records.ts';

/** One simulated study and its truth, in the form of ../shared/data/reference/synthetic_cross_technique.json. */
export interface CrossTechniqueCase {
  readonly data: {
    readonly id: string;
    readonly carrier: { readonly c_m3: number; readonly u_ln: number; readonly z: number };
    readonly records: readonly CaseSeries[];
  };
  readonly truth: CaseTruth;
}

export interface CaseSeries {
  readonly quantity: 'sigma' | 'D_NMR' | 'D_tracer';
  readonly region: 'bulk' | 'total' | 'effective';
  readonly unit: 'S/m' | 'm2/s';
  readonly T_K: readonly number[];
  readonly value: readonly number[];
  readonly u_ln_random: number;
  /** A common temperature error [K], or a common error of ln(value). */
  readonly systematic: readonly { readonly name: string; readonly u_K?: number; readonly u_ln?: number }[];
}

export interface CaseTruth {
  readonly id: string;
  readonly Ea_eV: number;
  /** Above T_break_K; equal to Ea_eV without a break. */
  readonly Ea_high_eV: number;
  readonly T_break_K: number | null;
  readonly D_sigma_bulk_300K: number;
  readonly HR_bulk: number;
  readonly HR_gb: number;
  readonly HR_total_at_313K: number;
  readonly gb_over_bulk_resistance_300K: number;
  /** By how much more the ratio of resistances is activated. */
  readonly dEa_gb_eV: number;
  readonly c_m3: number;
  readonly errors: {
    readonly offsets: { readonly T_eis: number; readonly T_nmr: number; readonly T_sims: number };
    readonly ln_geometry: number;
    readonly ln_gradient: number;
    readonly ln_c: number;
  };
}

const VOLTS: number = constants.k / constants.e;

/** D_sigma of the bulk at a true temperature. */
export function bulkDiffusivity({ D_sigma_bulk_300K, Ea_eV, Ea_high_eV, T_break_K }: CaseTruth, T: number): number {
  const hinge = T_break_K !== null && T > T_break_K ? T_break_K : T;
  return D_sigma_bulk_300K * Math.exp(-(Ea_eV / VOLTS) * (1 / hinge - 1 / 300) - (Ea_high_eV / VOLTS) * (1 / T - 1 / hinge));
}

/** R_gb/R_bulk of conduction at a true temperature. */
export function boundaryShare({ gb_over_bulk_resistance_300K, dEa_gb_eV }: CaseTruth, T: number): number {
  return gb_over_bulk_resistance_300K * Math.exp((dEa_gb_eV / VOLTS) * (1 / T - 1 / 300));
}

/** H_R of the total: (1 + r)/(1/H_bulk + r/H_gb), r = R_gb/R_bulk. */
export function totalHaven(truth: CaseTruth, T: number): number {
  const share = boundaryShare(truth, T);
  return (1 + share) / (1 / truth.HR_bulk + share / truth.HR_gb);
}

/** The records of a case as a file would hold them, read by the ordinary reader. */
export function recordsOf({ data }: CrossTechniqueCase): DiffusionRecord[] {
  const carrier = { c: data.carrier.c_m3, u: data.carrier.u_ln, count: 'all', how: 'simulated' };
  const rows = data.records.flatMap((series) =>
    series.T_K.map((T, i) => ({
      kind: series.quantity,
      region: series.region,
      value: series.value[i],
      unit: series.unit,
      u: series.u_ln_random,
      T,
      effects: series.systematic.map(({ name, u_K, u_ln }) =>
        u_K === undefined ? { tag: name, u: u_ln } : { tag: name, from: { u_T: u_K, unit: 'K' } },
      ),
      ion: { element: 'Li', z: data.carrier.z },
      sample: { id: data.id },
      ...(series.quantity === 'sigma' ? { carrier } : {}),
    })),
  );
  return parseRecords(JSON.stringify(rows), `${data.id}.json`);
}
