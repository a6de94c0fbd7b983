import { elementParameterName, type ImpedanceElement } from '@ionwalk/core';
import type { CircuitParameter } from './circuit.ts';
import { parameterLimits, type ParameterRole } from './parameter-limits.ts';

/**
 * Parameters of one element: `R1`; `CPE1.Q` [Ohm-1 s^n] and `CPE1.n`; `W1.A` [Ohm s^-1/2]; `Wo1.R` [Ohm] and `Wo1.tau` [s].
 * A resistance of another plugin's element is a resistance in every respect.
 * @param from – package of an element that is not built in
 */
export function elementParameters(element: ImpedanceElement, name: string, from: string | undefined): CircuitParameter[] {
  return Object.entries(element.parameters).map(([key, { title, unit, min, max, scale, start }]) => ({
    name: elementParameterName(element.symbol, key, name),
    element: name,
    role: from === undefined ? ownRole(key) : isResistance(unit, start) ? 'R' : 'own',
    title: `${title} of ${name}`,
    unit,
    min,
    max,
    linear: scale === 'linear',
    start,
    from,
  }));
}

const ownRole = (key: string): ParameterRole => (Object.hasOwn(parameterLimits, key) ? (key as ParameterRole) : 'own');

const isResistance = (unit: string, start: CircuitParameter['start']): boolean =>
  unit === 'Ohm' && 'impedance' in start && start.impedance === 1 && start.frequency === 0;
