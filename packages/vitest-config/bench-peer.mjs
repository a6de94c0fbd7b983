import { spawnSync } from 'node:child_process';

/** Runs `run` for a while, then the median of `rounds` timings of `perRound` calls each [ms per call]. */
export function medianTime(run, { rounds = 15, perRound = 1, warmUp = 3 * perRound } = {}) {
  for (let i = 0; i < warmUp; i++) run();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    for (let i = 0; i < perRound; i++) run();
    return (performance.now() - start) / perRound;
  });
  return times.sort((a, b) => a - b)[rounds >> 1];
}

/** A Python script may time a call with `median(f, rounds, per_round)` [ms per call] and prints its numbers, one a line. */
const PRELUDE = `
import time
def median(f, rounds=15, per_round=1):
    for _ in range(per_round): f()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(per_round): f()
        times.append((time.perf_counter() - start) / per_round * 1e3)
    return sorted(times)[rounds // 2]
`;

/** The numbers a Python script prints, one a line; undefined where there is no python3 or it lacks what the script imports. */
export function pythonPeer(script) {
  const { status, stdout } = spawnSync('python3', ['-c', PRELUDE + script], { encoding: 'utf8', timeout: 120_000 });
  if (status !== 0) return undefined;
  const numbers = stdout.trim().split(/\s+/).map(Number);
  return numbers.every(Number.isFinite) ? numbers : undefined;
}

const say = (ms) => (ms < 1 ? `${(ms * 1e3).toPrecision(3)} µs` : `${ms.toPrecision(3)} ms`);

/** One line: what was timed, against its goal [ms], and how many times faster than a peer measured in the same run. */
export function reportTime(name, ours, { goal, peer, peerName = 'peer', note = '' } = {}) {
  const parts = [say(ours)];
  if (goal !== undefined) parts.push(`goal ${say(goal)}: ${ours <= goal ? 'met' : 'missed'}`);
  if (peer === undefined) parts.push(`${peerName} not installed`);
  else parts.push(`${peerName} ${say(peer)}`, `ratio ${(peer / ours).toPrecision(2)}`);
  if (note !== '') parts.push(note);
  console.log(`${name}: ${parts.join('; ')}`);
}
