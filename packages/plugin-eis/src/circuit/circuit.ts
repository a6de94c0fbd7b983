import type { ElementParameter, ImpedanceElement } from '@ionwalk/core';
import type { ParameterRole } from './parameter-limits.ts';

/** A built-in element of a circuit; a CPE is 1/(Q (jω)^n), W is A/√(jω); the others are in `forwardDistributed`. */
export type ElementKind = 'R' | 'C' | 'L' | 'CPE' | 'W' | 'Wo' | 'Ws' | 'G' | 'HN' | 'ZARC' | 'TLM';

export interface CircuitElement {
  readonly type: 'element';
  /** Symbol of the element: an `ElementKind`, or that of another plugin's. */
  readonly kind: string;
  readonly definition: ImpedanceElement;
  /** Package of an element that is not built in. */
  readonly from: string | undefined;
  /** `R1`, `CPE2`; unique in a circuit. */
  readonly name: string;
  /** Index of its first parameter in `Circuit.parameters`. */
  readonly at: number;
}
export interface CircuitGroup {
  readonly type: 'series' | 'parallel';
  readonly children: readonly CircuitNode[];
}
export type CircuitNode = CircuitElement | CircuitGroup;

export interface CircuitParameter {
  /** `R1`, `CPE1.Q`, `CPE1.n`, `W1.A`. */
  readonly name: string;
  readonly element: string;
  readonly role: ParameterRole;
  readonly title: string;
  readonly unit: string;
  /** Ends of every walk in a fit. */
  readonly min: number;
  readonly max: number;
  /** Fitted as it is, like an exponent; all others in their logarithms. */
  readonly linear: boolean;
  readonly start: ElementParameter['start'];
  readonly from: string | undefined;
}

/** A parsed circuit: its canonical text, the tree, and the parameters in the order of the text. */
export interface Circuit {
  readonly text: string;
  readonly root: CircuitNode;
  readonly parameters: readonly CircuitParameter[];
}
