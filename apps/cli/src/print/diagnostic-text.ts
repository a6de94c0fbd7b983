import picocolors from 'picocolors';
import type { Diagnostic } from '@ionwalk/core';
import { plainText } from './plain-text.ts';
import type { Terminal } from '../terminal.ts';

/** Diagnostics, one a line, for stderr. */
export function diagnosticText(diagnostics: readonly Diagnostic[], { stderr, env }: Terminal): string {
  const paint = picocolors.createColors(stderr.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
  const word = { info: paint.dim('note'), warning: paint.yellow('warning'), error: paint.red('error') };
  return diagnostics
    .map(
      ({ severity, code, message, where }) =>
        `${word[severity]} ${code}: ${plainText(message)}${where === undefined ? '' : ` (${plainText(where)})`}\n`,
    )
    .join('');
}
