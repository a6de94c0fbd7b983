#!/usr/bin/env node
import { errorDocument } from '@ionwalk/core/host';
import { IonwalkError } from '@ionwalk/core';
import { errorText } from './print/error-text.ts';
import { runCli } from './run-cli.ts';

// A reader that closes early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
// Of Node's warnings, those about how this program or a config is loaded mean nothing to its user.
process.removeAllListeners('warning');
process.on('warning', (warning: Error & { code?: string }) => {
  if (warning.name !== 'ExperimentalWarning' && warning.code !== 'MODULE_TYPELESS_PACKAGE_JSON') {
    process.stderr.write(`${warning.stack ?? warning.message}\n`);
  }
});

const terminal = { stdout: process.stdout, stderr: process.stderr, env: process.env, cwd: process.cwd() };
process.once('exit', reportUnfinished);
const exit = await runCli(process.argv.slice(2), terminal);
process.off('exit', reportUnfinished);

process.exitCode = exit;
// Interrupted work may still hold the process open; what was written goes out first.
if (exit === 130) process.stdout.write('', () => process.exit(exit));

/** Node leaves when nothing is left to wait for, though a plugin's promise was never kept. */
function reportUnfinished(code: number): void {
  if (code !== 13) return;
  const document = errorDocument(
    new IonwalkError('plugin', 'plugin/unfinished', 'a plugin waits for something that never comes', {
      fix: "report it to the author of the plugin; 'ionwalk plugins list' shows who that is",
    }),
  );
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(document)}\n`);
  else process.stderr.write(errorText(document, terminal));
  process.exitCode = 5;
}
