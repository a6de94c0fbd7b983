import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCamecaImage } from '@ionwalk/plugin-sims';
import { CLI } from './built-packages.ts';

/**
 * Takes standard error for a terminal, so that progress is shown, and ends it with the largest memory of the process [kB]. The command is run as
 * built: what strips types from the source takes 75 MB of its own.
 */
const WATCH =
  'process.stderr.isTTY = true; process.on("exit", () => process.stderr.write("\\nmaxRSS " + process.resourceUsage().maxRSS + "\\n"))';
const GB = 1_073_741_824;
const MOST_MB = 300;
const SIDE = 512;
const PAGES = GB / (SIDE * SIDE * 2);
const TOTAL = { '6Li': (PAGES / 2) * SIDE * SIDE * 17, '7Li': (PAGES / 2) * SIDE * SIDE * 1000 };

/** 16-bit pixels, all of one number, as many as a page holds. */
const page = (value: number): Uint8Array => new Uint8Array(new Uint16Array(SIDE * SIDE).fill(value).buffer);

/** Frames of 6Li and 7Li behind the header of an image. */
function writeCameca(path: string): void {
  const header = writeCamecaImage({
    masses: [
      { label: '6Li', mass: 6.015, trolley: 1 },
      { label: '7Li', mass: 7.016, trolley: 2 },
    ],
    width: SIDE,
    height: SIDE,
    frames: PAGES / 2,
    bytesPerPixel: 2,
    counts: () => 0,
    raster: 250e-6,
    dwell: 1e-3,
    deadTime: 44e-9,
    dataIncluded: 0,
  });
  // a header of its own says that there are no pixels: the trailer's masses and frames say otherwise
  const view = new DataView(header.buffer);
  view.setInt32(16, 1, true);
  view.setInt16(header.length - 84 + 12, 2, true);
  view.setInt16(header.length - 84 + 14, PAGES / 2, true);
  view.setInt32(header.length - 84 + 16, 250_000, true);
  const file = openSync(path, 'w');
  writeSync(file, header);
  const [light, heavy] = [page(17), page(1000)];
  for (let p = 0; p < PAGES; p += 2) {
    writeSync(file, light);
    writeSync(file, heavy);
  }
  closeSync(file);
}

/** A page of one strip each for 6Li and 7Li in turn, its directory behind it. */
function writeTiff(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, Uint8Array.of(0x49, 0x49, 42, 0, ...uint32(8 + SIDE * SIDE * 2)));
  const pages = [page(17), page(1000)];
  const tags = [
    [256, SIDE],
    [257, SIDE],
    [258, 16],
    [259, 1],
    [262, 1],
    [273, 0],
    [277, 1],
    [278, SIDE],
    [279, SIDE * SIDE * 2],
    [339, 1],
  ] as const;
  const size = 2 + 12 * tags.length + 4;
  for (let p = 0; p < PAGES; p++) {
    const at = 8 + p * (SIDE * SIDE * 2 + size);
    writeSync(file, pages[p % 2]!);
    const entries = tags.flatMap(([tag, value]) => [tag & 255, tag >> 8, 4, 0, ...uint32(1), ...uint32(tag === 273 ? at : value)]);
    const next = p + 1 < PAGES ? at + 2 * (SIDE * SIDE * 2) + size : 0;
    writeSync(file, Uint8Array.of(tags.length, 0, ...entries, ...uint32(next)));
  }
  closeSync(file);
}

const uint32 = (n: number): number[] => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24];

/** The command in a process of its own; `interrupt`: after so many milliseconds. */
function run(
  args: readonly string[],
  interrupt?: number,
): Promise<{ exit: number | null; stdout: string; stderr: string; megabytes: number; seconds: number }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, ['--import', `data:text/javascript,${WATCH}`, CLI, ...args], {
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'] ?? '' },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (exit) => {
      const megabytes = Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024;
      resolve({ exit, stdout, stderr, megabytes, seconds: (performance.now() - start) / 1e3 });
    });
    if (interrupt !== undefined) setTimeout(() => child.kill('SIGINT'), interrupt);
  });
}

describe.skipIf(!process.env['IONWALK_SLOW'])('an image of 1 GB', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ionwalk-large-'));
  const files = { 'a Cameca .im': join(folder, 'large.im'), 'a TIFF': join(folder, 'large.tif') };
  beforeAll(() => {
    writeCameca(files['a Cameca .im']);
    writeTiff(files['a TIFF']);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const options = { 'a Cameca .im': ['--dead-time', '0s'], 'a TIFF': ['--reader-option', 'masses=6Li,7Li'] } as const;
  it.each(['a Cameca .im', 'a TIFF'] as const)(
    `as %s is summed exactly with at most ${MOST_MB} MB of memory, and says how far it is`,
    async (type) => {
      expect(statSync(files[type]).size).toBeGreaterThan(GB);
      const { exit, stdout, stderr, megabytes, seconds } = await run(['sims', 'map', files[type], ...options[type], '--json']);
      expect(exit, stderr).toBe(0);
      expect((JSON.parse(stdout) as { map: { totals: object } }).map.totals).toEqual(TOTAL);
      const shown = await run(['sims', 'map', files[type], ...options[type]]);
      if (process.env['IONWALK_SLOW'] === 'print')
        console.log(
          `1 GB as ${type}: ${megabytes.toFixed(0)} and ${shown.megabytes.toFixed(0)} MB, ${seconds.toFixed(1)} and ${shown.seconds.toFixed(1)} s`,
        );
      expect(Math.max(megabytes, shown.megabytes)).toBeLessThan(MOST_MB);
      expect(shown.stderr).toMatch(/\d\d % totals/);
    },
  );

  it.each(['a Cameca .im', 'a TIFF'] as const)('as %s is let go of at once when it is interrupted', async (type) => {
    const { exit, stdout, seconds } = await run(['sims', 'map', files[type], ...options[type], '--json'], 900);
    expect(exit).toBe(130);
    expect(stdout).toContain('run/interrupted');
    expect(seconds).toBeLessThan(3);
  });
});
