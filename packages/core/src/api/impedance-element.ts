import type { Described, Unit } from './described.ts';

/**
 * Where a search starts a parameter: spread evenly over `low` to `high`, or over |Z|^impedance · ω^frequency with |Z| [Ohm] and ω [rad/s] spread over those of the spectrum:
 * (1, 0) a resistance, (0, −1) a time constant, (−1, −1) a capacitance.
 */
export type ElementStart = { readonly low: number; readonly high: number } | { readonly impedance: number; readonly frequency: number };

/** A parameter of an element. `min` and `max` hold in every fit; `log` asks for a positive `min`. */
export interface ElementParameter extends Described {
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly start: ElementStart;
}

/**
 * An element of equivalent circuits, offered to whichever analysis fits them: the type lives here so that its author imports only the core.
 * Both functions must be finite for all parameters within their bounds at all frequencies, fill `out` wholly and keep nothing.
 */
export interface ImpedanceElement extends Described {
  /** `CD`, in a circuit `CD1`: two to eight letters; case distinguishes none. */
  readonly symbol: string;
  readonly aliases?: readonly string[];
  /** TeX. */
  readonly equation: string;
  /** `R` of `CD` is `CD1.R` in a fit; a parameter with the name of its element is the element itself, `R1`. */
  readonly parameters: { readonly [name: string]: ElementParameter };
  /** Z [Ohm], time factor exp(+jωt), of N angular frequencies [rad/s], packed [re…, im…]; `p` in the order of `parameters`, SI. */
  impedance(p: Float64Array, omega: Float64Array, out: Float64Array): void;
  /** ∂Z/∂p, row-major 2N × parameters. */
  jacobian(p: Float64Array, omega: Float64Array, out: Float64Array): void;
}

export const defineImpedanceElement = (element: ImpedanceElement): ImpedanceElement => element;

/** The name of a parameter in a fit, `CD1.R`, and `R1` where parameter and element are called alike. */
export const elementParameterName = (symbol: string, parameter: string, element: string = `${symbol}1`): string =>
  parameter === symbol ? element : `${element}.${parameter}`;
