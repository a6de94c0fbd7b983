import type { ImpedanceElement } from './impedance-element.ts';

/** An element and the package it comes from, `ionwalk-plugin-cd@0.1.0`. */
export interface OfferedElement {
  readonly element: ImpedanceElement;
  readonly from: string;
}

/** What all plugins of a host, its own included, offer to an analysis. */
export interface Offers {
  readonly elements: readonly OfferedElement[];
}
