import type { Diagnostic } from '../api/context.ts';
import type { Figure } from '../api/figure.ts';
import type { Direction, DiffusionRecord, Region } from '../api/record.ts';
import type { LawModel } from './laws/law-fit.ts';

export type Verdict = 'agree' | 'differ' | 'cross' | 'undecided' | 'not-comparable';

/** A straight line ln D = lnD_pivot − (Ea/k)(1/T − 1/T_pivot), or the tangent of a curved law at the pivot. Null: unknown. */
export interface LawNumbers {
  readonly model: LawModel;
  readonly n: number;
  /** J/mol */
  readonly Ea: number;
  readonly u_Ea: number | null;
  readonly Ea_eV: number;
  readonly u_Ea_eV: number | null;
  /** 95 % */
  readonly lo_Ea_eV: number | null;
  readonly hi_Ea_eV: number | null;
  /** ln of m2/s; null for a conductivity without carrier density. */
  readonly lnD_pivot: number | null;
  readonly u_lnD_pivot: number | null;
  readonly T_pivot: number;
  /** Degrees of freedom of Student's t; null: normal. */
  readonly nu: number | null;
  readonly chi2: number | null;
  readonly range: readonly [number, number];
}

/** D at a temperature by all laws tried, weighted by Akaike. */
export interface LawPrediction {
  readonly T: number;
  /** [m2/s]; null where it is refused. */
  readonly value: number | null;
  /** 95 % */
  readonly lo: number | null;
  readonly hi: number | null;
  /** Standard uncertainty of ln(value), the choice of the law and shared effects included. */
  readonly u: number | null;
  /** How far beyond the data [K]; 0 inside. */
  readonly beyond: number;
  readonly code: 'gate/extrapolation' | 'gate/gap-break' | null;
}

export interface Law extends LawNumbers {
  readonly sample: string | null;
  readonly kind: string;
  readonly region: Region | null;
  readonly direction: Direction;
  readonly break: { readonly T: number; readonly u: number; readonly Ea_low_eV: number; readonly Ea_high_eV: number } | null;
  readonly arrhenius: LawNumbers;
  readonly alternatives: readonly { readonly model: string; readonly dAICc: number; readonly weight: number }[];
  /** At the temperatures asked for; absent where none were. */
  readonly predictions?: readonly LawPrediction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A part of u²: the random part of a series, or a shared effect by its tag. */
export interface BudgetPart {
  readonly source: 'random' | 'effect';
  /** `D_NMR bulk`, or the tag. */
  readonly name: string;
  readonly u2: number;
}

/** The one step that would bring an open or refused comparison furthest, worked out from its data. */
export interface NextStep {
  /** What is to be had: a further value of a series, a smaller shared effect, or a statement about what was measured. */
  readonly kind: 'value' | 'effect' | 'statement';
  /** In words: `D_NMR bulk of A3`, `a better calibration of thermometer T_nmr`, `sample.id of both`. */
  readonly measure: string;
  /** Temperature [K] at which; null where it doesn't matter. */
  readonly at: number | null;
  readonly why: string;
  /** Standard uncertainty of ln(ratio) now and after that step; null where there is none yet. */
  readonly u: number | null;
  readonly u_then: number | null;
}

export interface HavenEntry {
  readonly sample: string | null;
  readonly region: 'bulk' | 'gb' | 'total';
  /** Kind above the line; below it is always D_sigma. */
  readonly numerator: string;
  readonly T: number;
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  /** Standard uncertainty of ln(value), shared effects included. */
  readonly u: number | null;
  readonly bound: null | 'upper' | 'lower';
  readonly method: string;
  readonly verdict: Exclude<Verdict, 'cross'>;
  readonly codes: readonly string[];
  readonly reason: string;
  /** Parts of u², the largest first; their sum is u². Empty where u is null. */
  readonly budget: readonly BudgetPart[];
  /** Null for `agree` and `differ`. */
  readonly next: NextStep | null;
  readonly parents: readonly string[];
}

export interface SeriesName {
  readonly sample: string | null;
  readonly kind: string;
  readonly region: Region | null;
  readonly ids: readonly string[];
}

export interface Comparison {
  readonly a: SeriesName;
  readonly b: SeriesName;
  readonly gate: 'comparable' | 'correctable' | 'not-comparable';
  readonly codes: readonly string[];
  readonly verdict: Verdict;
  /** D_a/D_b at T with its 95 % interval. */
  readonly ratio: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly T: number | null;
  /** k d(ln D_a − ln D_b)/d(1/T) in eV: positive where a has the smaller activation energy. */
  readonly dEa_eV: number | null;
  readonly u_dEa_eV: number | null;
  readonly reason: string;
  /** Null where the verdict is `agree`, `differ` or `cross`. */
  readonly next: NextStep | null;
}

/** Haven factor H = D/D_reference of one technique under a joint law, at the pivot. The reference itself has 1, without uncertainty. */
export interface JointHaven {
  readonly kind: string;
  readonly region: Region | null;
  readonly direction: Direction;
  readonly n: number;
  /** Null where no common law describes the data. */
  readonly value: number | null;
  /** 95 % */
  readonly lo: number | null;
  readonly hi: number | null;
  /** Standard uncertainty of ln(value), shared effects included. */
  readonly u: number | null;
  /** k d ln H/d(1/T) in eV: positive where the activation energy is smaller than that of the reference. Null: taken as equal. */
  readonly dEa_eV: number | null;
  readonly u_dEa_eV: number | null;
  /** Of this technique with the reference. */
  readonly verdict: Exclude<Verdict, 'not-comparable'>;
}

/** One law for several techniques of a sample and region: ln D_k(T) = ln D(T) + ln H_k (+ a tilt). */
export interface JointLaw {
  readonly sample: string | null;
  readonly region: Region | null;
  /** Kind whose H is 1. */
  readonly reference: string;
  readonly n: number;
  /** What the techniques have to do with each other: every H = 1, H constant, H of one energy, or an energy for each. */
  readonly model: 'one' | 'constant' | 'temperature' | 'own-energy';
  /** ln D(T) of the reference under the chosen relation; null where no common law describes the data. */
  readonly law: null | {
    readonly model: LawModel;
    readonly T_pivot: number;
    /** ln of m2/s */
    readonly lnD_pivot: number;
    readonly u_lnD_pivot: number | null;
    readonly Ea_eV: number;
    readonly u_Ea_eV: number | null;
    readonly T_break: number | null;
  };
  /** The reference first. For `one`: what a constant H would be. */
  readonly haven: readonly JointHaven[];
  /** dAICc counts from the chosen one and may be negative by less than 2 for a freer one. */
  readonly candidates: readonly {
    readonly model: JointLaw['model'];
    readonly k: number;
    readonly chi2: number;
    readonly dAICc: number;
    readonly weight: number;
  }[];
  readonly chi2: number;
  readonly dof: number;
  /** What all random uncertainties were multiplied by to match the scatter about the freest relation; 1 where they match. */
  readonly enlarged: number;
  /** Each shared effect as the fit takes it, in its own standard uncertainties: one beyond 2 is suspect. */
  readonly effects: readonly { readonly tag: string; readonly pull: number }[];
  readonly verdict: Exclude<Verdict, 'not-comparable'>;
  readonly codes: readonly string[];
  readonly reason: string;
  readonly parents: readonly string[];
}

/** Whether ln D0 and E_a of one quantity go together over several samples (Meyer-Neldel). */
export interface Compensation {
  readonly kind: string;
  readonly region: Region | null;
  readonly direction: Direction;
  readonly samples: readonly string[];
  readonly n: number;
  /** Of ln D0 with E_a, as usually shown; it says nothing by itself. */
  readonly r: number;
  /** The slope of ln D0 over E_a is 1/(k T_line), null where all E_a are the same; errors of E_a alone give T_hm, the harmonic mean of the measured temperatures [K]. */
  readonly T_line: number | null;
  readonly T_hm: number;
  /** Where all laws meet [K]; null where the energies agree or the laws don't meet. */
  readonly T_iso: number | null;
  readonly u_T_iso: number | null;
  /** `artefact`: what errors, or D being alike where it was measured, may make of it; `none`: the laws don't meet in one point, or have one D0. */
  readonly verdict: 'compensation' | 'artefact' | 'none';
  readonly reason: string;
}

export interface CompareDocument {
  readonly laws: readonly Law[];
  readonly haven: readonly HavenEntry[];
  readonly comparisons: readonly Comparison[];
  /** One law over all techniques of a sample and region, where two or more may be compared. */
  readonly joint: readonly JointLaw[];
  /** Meyer-Neldel: a quantity with straight laws in four samples or more. */
  readonly compensation: readonly Compensation[];
  /** Derived records: one D_sigma per sigma in input order, then Haven ratios and conditional boundary values. */
  readonly records: readonly DiffusionRecord[];
  readonly figures: readonly Figure[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface CompareOptions {
  /** Temperatures of the Haven ratios [K]; default those of the numerators. */
  readonly at?: readonly number[];
  readonly acrossSamples?: boolean;
  /** Width of the boundaries [m] and grain size [m]: only for the conditional D_gb. */
  readonly gbWidth?: number;
  readonly grainSize?: number;
  /** What the derived records name as their software. */
  readonly software?: DiffusionRecord['software'];
}
