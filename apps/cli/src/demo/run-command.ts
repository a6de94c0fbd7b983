import { inputError } from '@ionwalk/core';
import type { Session } from '../session.ts';

/** Runs a command line of Ionwalk in a folder and gives its JSON document: exactly what a person would get with `--json`. */
export type RunCommand = <Document>(...args: string[]) => Promise<Document>;

/** A runner for one folder; every command run is kept in `commands`, so that the study can be made again by hand. */
export function commandRunner(cwd: string, runCli: Session['runCli']): { readonly run: RunCommand; readonly commands: string[] } {
  const commands: string[] = [];
  const run = async <Document>(...args: string[]): Promise<Document> => {
    commands.push(['ionwalk', ...args].map(quote).join(' '));
    let out = '';
    let said = '';
    const exit = await runCli([...args, '--json'], {
      cwd,
      env: { NO_COLOR: '1' },
      stdout: { write: (text: string | Uint8Array) => ((out += String(text)), true) },
      stderr: { write: (text: string | Uint8Array) => ((said += String(text)), true) },
    });
    if (exit !== 0 && exit !== 4) {
      throw inputError('demo/command', `${commands.at(-1)} ended with ${exit}: ${out.slice(0, 500)}${said.slice(0, 300)}`, {
        fix: 'run that command in the study folder to see why',
      });
    }
    return JSON.parse(out) as Document;
  };
  return { run, commands };
}

const quote = (word: string): string => (/^[\w./:=+-]+$/.test(word) ? word : `'${word}'`);
