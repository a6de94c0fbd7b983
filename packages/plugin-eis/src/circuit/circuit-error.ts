import { usageError } from '@ionwalk/core';

/** Usage error `eis/circuit` that points at a character of the circuit, counted from 1. */
export const circuitError = (text: string, position: number, message: string, fix: string): Error =>
  usageError('eis/circuit', `${message} (character ${position + 1} of '${text.length > 80 ? `${text.slice(0, 80)}…` : text}')`, {
    where: `circuit: character ${position + 1}`,
    fix,
  });
