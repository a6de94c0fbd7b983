import type { Table } from '@ionwalk/core';
import type { Circuit } from '../circuit/circuit.ts';
import { type Arc, arcsOf } from '../circuit/ladder.ts';
import { type Assignment, effectiveCapacitance, seriesResistances } from './assign-arcs.ts';

/** A resistance of a circuit: of an arc, or in series (no capacitance). SI; null where not known. */
export interface ArcRow {
  readonly spectrum: string | undefined;
  readonly element: string;
  readonly resistance: number | null;
  readonly capacitance: number | null;
  /** C·t/A [F/cm]. */
  readonly normalised: number | null;
  readonly origin: string | null;
  readonly region: 'bulk' | 'gb' | null;
  /** Whether it is part of the total; null where nothing was assigned. */
  readonly total: 'in' | 'left out' | null;
}

/**
 * One row per arc, fastest first, and per series resistance.
 * @param assignment – undefined without geometry: no class then
 */
export function arcRows(
  circuit: Circuit,
  value: (index: number) => number,
  assignment: Assignment | undefined,
  regions: { readonly bulk: readonly string[]; readonly gb: readonly string[] } | undefined,
  spectrum: string | undefined,
): ArcRow[] {
  const regionOf = (name: string): ArcRow['region'] => (regions?.bulk.includes(name) ? 'bulk' : regions?.gb.includes(name) ? 'gb' : null);
  const place = (name: string): Pick<ArcRow, 'region' | 'total'> => {
    const region = regionOf(name);
    return { region, total: regions ? (region === null ? 'left out' : 'in') : null };
  };
  const arcs: readonly { readonly arc: Arc; readonly normalised?: number; readonly origin?: string }[] =
    assignment?.arcs ?? arcsOf(circuit).map((arc) => ({ arc }));
  return [
    ...arcs.map(({ arc, normalised = NaN, origin = null }) => ({
      spectrum,
      element: `${arc.resistor}, ${arc.capacitor}`,
      resistance: finite(value(arc.R)),
      capacitance: finite(effectiveCapacitance(arc, value)),
      normalised: finite(normalised),
      origin,
      ...place(arc.resistor),
    })),
    ...seriesResistances(circuit).map(({ name, at }) => ({
      spectrum,
      element: name,
      resistance: finite(value(at)),
      capacitance: null,
      normalised: null,
      origin: 'series',
      ...place(name),
    })),
  ];
}

/** The table `eis-arcs`: capacitance and class of each arc, and which resistance became bulk, grain boundary and part of the total. */
export function arcTable(rows: readonly ArcRow[]): Table {
  return {
    id: 'eis-arcs',
    title: 'Arcs',
    columns: [
      ...(rows.some(({ spectrum }) => spectrum !== undefined)
        ? [{ name: 'spectrum', values: rows.map(({ spectrum }) => spectrum ?? null) }]
        : []),
      { name: 'element', values: rows.map(({ element }) => element) },
      { name: 'R', unit: 'Ohm', values: rows.map(({ resistance }) => resistance) },
      { name: 'C', unit: 'F', values: rows.map(({ capacitance }) => capacitance) },
      { name: 'C·t/A', unit: 'F/cm', values: rows.map(({ normalised }) => normalised) },
      { name: 'class', values: rows.map(({ origin }) => origin) },
      { name: 'region', values: rows.map(({ region }) => region) },
      { name: 'total', values: rows.map(({ total }) => total) },
    ],
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
