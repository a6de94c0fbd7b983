import type { Terminal } from './terminal.ts';

/** What is done sooner needs no progress. */
const PATIENCE_MS = 500;

/** One line that is rewritten, on a terminal only and not before half a second has passed; `fraction` 1 clears it. */
export function createProgress({ stderr, env }: Terminal, quiet: boolean): (fraction: number, note?: string) => void {
  if (quiet || stderr.isTTY !== true || env['CI'] || env['TERM'] === 'dumb') return () => {};
  const started = performance.now();
  let shown = false;
  return (fraction, note = '') => {
    if (fraction >= 1) {
      if (shown) stderr.write('\r\u001b[K');
      shown = false;
      return;
    }
    if (performance.now() - started < PATIENCE_MS) return;
    shown = true;
    const room = Math.max(10, (stderr.columns ?? 80) - 8);
    stderr.write(`\r\u001b[K${String(Math.round(100 * Math.max(0, fraction))).padStart(3)} % ${note.slice(0, room)}`);
  };
}
