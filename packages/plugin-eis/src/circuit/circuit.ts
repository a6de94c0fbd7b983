/** An element of a circuit; a CPE is 1/(Q (jω)^n), W is A/√(jω); the others are in `forwardDistributed`. */
export type ElementKind = 'R' | 'C' | 'L' | 'CPE' | 'W' | 'Wo' | 'Ws' | 'G' | 'HN' | 'ZARC' | 'TLM';

export interface CircuitElement {
  readonly type: 'element';
  readonly kind: ElementKind;
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
  readonly role: 'R' | 'C' | 'L' | 'Q' | 'n' | 'A' | 'tau' | 'alpha' | 'beta';
  readonly unit: string;
}

/** A parsed circuit: its canonical text, the tree, and the parameters in the order of the text. */
export interface Circuit {
  readonly text: string;
  readonly root: CircuitNode;
  readonly parameters: readonly CircuitParameter[];
}
