import type { Region } from '../../api/record.ts';

/** A published number with its source. Numbers are facts; the wording is this project's. */
export interface ReferenceFact {
  /** Stable: `lit-3`, `obelix-2t8-total`. */
  readonly id: string;
  /** As the source names it. */
  readonly material: string;
  /** Composition, where the name of the material gives one. */
  readonly formula: string | null;
  /** `H_R`, `D_tracer`, `D_NMR`, `D_chemical`, `sigma`, … as kinds of records. */
  readonly quantity: string;
  readonly region: Region | null;
  /** SI */
  readonly value: number;
  readonly unit: string;
  /** Standard uncertainty of ln(value) as far as the source states one. */
  readonly u: number | null;
  /** [K]; 298.15 for "room temperature", which `room` marks. Null: not stated. */
  readonly T: number | null;
  readonly room: boolean;
  readonly Ea_eV: number | null;
  /** Of a Haven ratio: what over what. */
  readonly definition: string | null;
  /** Carriers per volume [1/m3] that a conductivity is to be divided by, all ions of the element. */
  readonly c: number | null;
  readonly note: string | null;
  readonly doi: string | null;
  readonly cite: string | null;
  /** How far the number was verified. */
  readonly checked: string;
  readonly licence: string;
  /** To be shown with the number. */
  readonly attribution: string;
}
