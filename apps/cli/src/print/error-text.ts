import picocolors from 'picocolors';
import type { ErrorDocument } from '@ionwalk/core/host';
import { plainText } from './plain-text.ts';
import type { Terminal } from '../terminal.ts';

/** An error as three short lines: code and place, what, what to do. */
export function errorText({ error }: ErrorDocument, { stderr, env }: Terminal): string {
  const paint = picocolors.createColors(stderr.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
  const where = error.where === null ? '' : ` ${plainText(error.where)}:`;
  return `${paint.red('error')} ${paint.bold(error.code)}${where} ${plainText(error.message)}\n  ${paint.dim('try:')} ${plainText(error.fix)}\n`;
}
