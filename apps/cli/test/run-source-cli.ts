import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from '../src/run-cli.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Run {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process: what a user gets, without the start of a process. */
export async function runCliHere(args: readonly string[], { cwd }: { cwd: string }): Promise<Run> {
  let [stdout, stderr] = ['', ''];
  const exit = await runCli(args, {
    cwd,
    env: {},
    stdout: { write: (text: string | Uint8Array) => ((stdout += String(text)), true) },
    stderr: { write: (text: string | Uint8Array) => ((stderr += String(text)), true) },
  });
  return { exit, stdout, stderr };
}

/** Runs the command line from its source in a process of its own, as a user would: no terminal, no build. */
export function runCliProcess(
  args: readonly string[],
  { cwd, input, onStart }: { cwd: string; input?: string; onStart?: (child: ReturnType<typeof spawn>) => void },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=@ionwalk/source', MAIN, ...args], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '' },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, stdout, stderr }));
    if (input !== undefined) child.stdin.end(input);
    else if (!onStart) child.stdin.end();
    onStart?.(child);
  });
}

/** A folder with these files; `remove` when done. */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'ionwalk-cli-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Impedance of R0 in series with a parallel R1, C1, as CSV. */
export function spectrumCsv(R0 = 50, R1 = 1000, C1 = 1e-9, points = 61): string {
  const rows = Array.from({ length: points }, (_, i) => {
    const f = 10 ** (7 - (6 * i) / (points - 1));
    const x = 2 * Math.PI * f * R1 * C1;
    return [f, R0 + R1 / (1 + x * x), (-R1 * x) / (1 + x * x)].map((value) => value.toPrecision(10)).join(',');
  });
  return `frequency (Hz),re (Ohm),im (Ohm)\n${rows.join('\n')}\n`;
}
