import { readdirSync, readFileSync } from 'node:fs';
import { isIonwalkError } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { codes, collectingContext, hasReal, readBytes, REAL } from './helpers.ts';

const SETTINGS = ['depth profile.dp', 'grain mode cameca.im', 'line scan beam control.im', 'line scan stage control 1.ls', 'sample stage image.ls', 'trolley_step_scan.tss']; // prettier-ignore
const DATA = ['OpenMIMS_doc_051117_05-32dRe-03b.im', 'RTIimage.im', 'image sun.im', 'is01 R1 KH03-27 01.is', 'SIB_horizontal.sib', 'hmr_16O.hmr', 'beamstability.bs']; // prettier-ignore
const NOT_DATA = ['241209_Ar500-20keV_Range-1-1350.txt', '241209_Ar500-20keV_Range-1-5000.txt', 'readme.txt'];

/** What becomes of a real file: its reader and the kinds it gives, `no data`, a refusal by its code, or nobody's. */
function expected(folder: string, name: string): string {
  if (name.startsWith('LICENSE') || NOT_DATA.includes(name) || /_txt$|\.chk_is$|\.stat$/.test(name)) return 'nobody';
  if (folder === 'iontof-ascii') return 'iontof-ascii sims/depth-profile';
  if (folder === 'lookatnanosims') return `look-table ${name.endsWith('-z.dat') ? 'sims/roi-planes' : 'sims/roi-table'}`;
  if (name === 'MgO.nrj_asc') return 'cameca-ascii sims/scan';
  if (name === 'MgO.nrj') return 'cameca refused sims/cameca-type';
  if (SETTINGS.includes(name)) return 'cameca no data';
  if (!DATA.includes(name)) return 'not in this list';
  if (name.endsWith('.bs')) return `cameca ${Array.from({ length: 6 }, () => 'sims/depth-profile').join(' ')}`;
  return `cameca ${name.endsWith('.is') ? 'sims/depth-profile' : name.endsWith('.im') ? 'sims/image' : 'sims/scan'}`;
}

async function outcome(folder: string, name: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(new URL(`${folder}/${encodeURIComponent(name)}`, REAL)));
  const peek = { path: name, size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] };
  const claims = (plugin.readers ?? []).filter((reader) => reader.sniff(peek) !== undefined);
  if (claims.length === 0) return 'nobody';
  const best = claims.find((reader) => reader.sniff(peek)?.confidence === 'certain') ?? claims[0]!;
  const ctx = collectingContext();
  try {
    const kinds = (await readBytes(best, bytes, name, ctx)).map(({ kind }) => kind);
    return `${best.id} ${kinds.length === 0 && codes(ctx).includes('sims/no-data') ? 'no data' : kinds.join(' ')}`;
  } catch (error) {
    return isIonwalkError(error) ? `${best.id} refused ${error.code}` : String(error);
  }
}

describe.skipIf(!hasReal)('every real file (../shared/data/sims)', () => {
  it('is read by its reader, refused by name, or left to others; totals are asserted in real-cameca and real-exports', async () => {
    const files = ['cameca', 'iontof-ascii', 'lookatnanosims'].flatMap((folder) =>
      readdirSync(new URL(`${folder}/`, REAL)).map((name) => [folder, name] as const),
    );
    expect(files.filter(([, name]) => !/^LICENSE|readme/.test(name))).toHaveLength(49);
    for (const [folder, name] of files) expect([name, await outcome(folder, name)]).toEqual([name, expected(folder, name)]);
  });
});
