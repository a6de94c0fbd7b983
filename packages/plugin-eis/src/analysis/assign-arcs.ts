import { usageError } from '@ionwalk/core';
import type { Circuit, CircuitElement } from '../circuit/circuit.ts';
import { type Arc, arcsOf } from '../circuit/ladder.ts';

/** Resistances (names) that make up each region; `doubts` say why nobody should rely on which is which. */
export interface Assignment {
  readonly bulk: readonly string[];
  readonly gb: readonly string[];
  readonly doubts: readonly string[];
  /** C·t/A of each arc [F/cm] with the class it falls in, for the table. */
  readonly arcs: readonly { readonly arc: Arc; readonly normalised: number; readonly origin: 'bulk' | 'gb' | 'electrode' | 'none' }[];
  /** Resistances in series with all else. */
  readonly series: readonly string[];
}

/** F/cm, after Irvine, Sinclair and West: bulk 1e-12, grain boundary 1e-11…1e-8, surface layers and electrodes above. */
const LOWEST = 1e-13;
const BULK_TO_GB = 1e-11;
const GB_TO_SURFACE = 1e-8;
/** A relative permittivity of about 1000. */
const BULK_AT_MOST = 1e-10;
const BRICK_RATIO = 30;

/**
 * Which arc is what, from C·t/A with C = (R^(1−n) Q)^(1/n). In doubt where an arc fits no class, where the second arc lies below 1e-11 F/cm,
 * or where the only arc lies in the range of grain boundaries (a series resistance is then taken for the bulk, provisionally).
 * @param value – of a parameter, SI; @param cellConstant – t/A [1/m]
 * @see Irvine, Sinclair, West, doi:10.1002/adma.19900020304
 */
export function assignArcs(circuit: Circuit, value: (index: number) => number, cellConstant: number): Assignment {
  const series = seriesResistances(circuit).map(({ name }) => name);
  const arcs = arcsOf(circuit)
    .map((arc) => {
      const normalised = (effectiveCapacitance(arc, value) * cellConstant) / 100;
      return { arc, normalised, tau: value(arc.R) * effectiveCapacitance(arc, value), origin: originOf(normalised) };
    })
    .toSorted((a, b) => a.tau - b.tau);
  const inside = arcs.filter(({ origin }) => origin === 'bulk' || origin === 'gb');
  const doubts = arcs
    .filter(({ origin }) => origin === 'none')
    .map(({ arc, normalised }) =>
      Number.isFinite(normalised)
        ? `${arc.resistor} has ${normalised.toExponential(1)} F/cm, less than any bulk, and is left out of the total`
        : `${arc.resistor} has no capacitance these data determine, and is left out of the total`,
    );
  const [first, second] = inside;
  const rest = inside.slice(1);
  const names = (list: readonly { readonly arc: Arc }[]): string[] => list.map(({ arc }) => arc.resistor);
  // The classes overlap: a bulk of high permittivity is told from a boundary by a second arc of far larger capacitance.
  const plainBulk =
    first &&
    (first.origin === 'bulk' ||
      (first.normalised < BULK_AT_MOST && second !== undefined && second.normalised > BRICK_RATIO * first.normalised));
  if (first && !plainBulk) {
    const [intercept] = series;
    doubts.push(
      inside.length === 1
        ? `the only arc, ${first.arc.resistor} with ${first.normalised.toExponential(1)} F/cm, lies in the range of grain boundaries`
        : `the fastest arc, ${first.arc.resistor} with ${first.normalised.toExponential(1)} F/cm, lies in the range of grain boundaries`,
    );
    return { bulk: intercept ? [intercept] : [], gb: names(inside), doubts, arcs, series };
  }
  for (const { arc, normalised, origin } of rest)
    if (origin === 'bulk')
      doubts.push(
        `${arc.resistor} with ${normalised.toExponential(1)} F/cm is below the range of grain boundaries: a second phase or a constriction?`,
      );
  return { bulk: first ? [first.arc.resistor] : [], gb: names(rest), doubts, arcs, series };
}

/** C = (R^(1−n) Q)^(1/n) of an arc [F] (Hsu and Mansfeld, doi:10.5006/1.3280607). */
export function effectiveCapacitance({ R, Q, n }: Arc, value: (index: number) => number): number {
  return n < 0 ? value(Q) : Math.exp((Math.log(value(R)) * (1 - value(n)) + Math.log(value(Q))) / value(n));
}

const originOf = (normalised: number): 'bulk' | 'gb' | 'electrode' | 'none' =>
  !(normalised >= LOWEST) ? 'none' : normalised < BULK_TO_GB ? 'bulk' : normalised <= GB_TO_SURFACE ? 'gb' : 'electrode';

/** The resistors in series with all else: leads, contacts, or what is too fast for the window. */
export function seriesResistances(circuit: Circuit): readonly CircuitElement[] {
  const chain = circuit.root.type === 'series' ? circuit.root.children : [circuit.root];
  return chain.flatMap((node) => (node.type === 'element' && node.kind === 'R' ? [node] : []));
}

/** Reads `bulk=R1 gb=R2` (`gb=R2+R3` adds, `bulk=HN1.R` is that of an arc in one piece); taken without doubt. Usage error `eis/assign`. */
export function parseAssignment(text: string, circuit: Circuit): { readonly bulk: string[]; readonly gb: string[] } {
  const result: { bulk: string[]; gb: string[] } = { bulk: [], gb: [] };
  const resistors = circuit.parameters.filter(({ role }) => role === 'R').map(({ name }) => name);
  for (const part of text.split(/[\s,;]+/).filter((word) => word !== '')) {
    const match = /^(bulk|gb)=([A-Za-z]+\d+(?:\.R)?(?:\+[A-Za-z]+\d+(?:\.R)?)*)$/i.exec(part);
    if (!match)
      throw usageError('eis/assign', `'${part}' assigns nothing`, {
        where: 'option --assign',
        fix: 'write --assign bulk=R1 gb=R2; the regions are bulk and gb',
      });
    for (const typed of (match[2] as string).split('+')) {
      const name = resistors.find((known) => known.toLowerCase() === typed.toLowerCase());
      if (name === undefined)
        throw usageError('eis/assign', `the circuit ${circuit.text} has no resistance ${typed}`, {
          where: 'option --assign',
          fix: `its resistances are ${resistors.join(', ') || 'none'}`,
        });
      if (result.bulk.includes(name) || result.gb.includes(name))
        throw usageError('eis/assign', `${name} is assigned twice`, { where: 'option --assign', fix: 'name each resistance once' });
      result[(match[1] as string).toLowerCase() as 'bulk' | 'gb'].push(name);
    }
  }
  return result;
}
