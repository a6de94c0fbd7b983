import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The same job by numpy and scipy in the same run; undefined where python3 doesn't have them. */
export function peer(job: 'cube' | 'cube-be' | 'fit' | 'steps'): { readonly ms: number; readonly name: string } | undefined {
  try {
    const script = fileURLToPath(new URL('peers.py', import.meta.url));
    return JSON.parse(execFileSync('python3', [script, job], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) as ReturnType<
      typeof peer
    >;
  } catch {
    return undefined;
  }
}

/** Median of so many runs, in ms, after as many to warm up. */
export async function medianOf(rounds: number, run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 2 * rounds; i++) {
    const start = performance.now();
    await run();
    if (i >= rounds) times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[rounds >> 1] as number;
}

/** Prints a time beside its goal and its peer. */
export function report(what: string, ms: number, goal: number, job: Parameters<typeof peer>[0]): void {
  const other = peer(job);
  const beside = other
    ? `${other.name}: ${other.ms.toFixed(2)} ms; ratio ${(other.ms / ms).toFixed(1)}`
    : 'no python3 with numpy and scipy here';
  console.log(`sims ${what}: ${ms.toFixed(2)} ms (goal ${goal} ms); ${beside}`);
}
