import type { CircuitParameter } from './circuit.ts';

/** Exponents live in (0, 1] and are fitted as they are; all other parameters in their logarithms. */
export const isExponent = (role: CircuitParameter['role']): boolean => role === 'n' || role === 'alpha' || role === 'beta';
