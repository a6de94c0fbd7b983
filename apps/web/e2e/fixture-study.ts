import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordId, type DiffusionRecord, type RecordDraft } from '@ionwalk/core';

const k = 8.617333262e-5;
/** The bulk law of the study: 0.2913 eV to 450 K, 0.20 eV above. */
const bulk = (T: number): number =>
  T <= 450 ? 2.9024e-12 * Math.exp((-0.2913 / k) * (1 / T - 1 / 300)) : bulk(450) * Math.exp((-0.2 / k) * (1 / T - 1 / 450));
const ratio = (T: number): number => 1.13 * Math.exp((0.11 / k) * (1 / T - 1 / 300));
const carriers = 5.0034e27;
const sigma = (D: number, T: number): number => (D * carriers * 1.602176634e-19 ** 2) / (1.380649e-23 * T);
const scatter = (i: number): number => Math.exp(0.02 * Math.sin(12.9898 * i + 1));

/** A small study folder as `ionwalk demo` leaves one: records only, so that the server has to compare them itself. Returns its path. */
export function fixtureStudy(sample = 'LLTO-A3'): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'ionwalk-e2e-')), 'LLTO-A3');
  mkdirSync(join(folder, 'raw'), { recursive: true });
  writeFileSync(join(folder, 'raw', 'README'), 'Simulated from published values for a test.\n');
  const records = [
    ...[250, 275, 300, 325, 350, 375, 400, 425, 450, 475, 500, 550, 600, 650].flatMap((T, i) => {
      const shared = [
        { tag: 'geometry:cell-1', u: 0.02 },
        { tag: 'thermometer:eis', from: { u_T: 1, unit: 'K' as const } },
      ];
      const base = { unit: 'S/m', u: 0.02, T, effects: shared, model: 'eis/circuit', file: `raw/eis/${T}K.DTA`, carrier: true };
      return [
        record({ ...base, sample, kind: 'sigma', region: 'bulk', value: sigma(bulk(T), T) * scatter(i) }),
        ...(T < 420
          ? [record({ ...base, sample, kind: 'sigma', region: 'total', value: (sigma(bulk(T), T) / (1 + ratio(T))) * scatter(i + 20) })]
          : []),
      ];
    }),
    ...[298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653, 693].map((T, i) =>
      record({
        sample,
        kind: 'D_NMR',
        region: 'bulk',
        value: bulk(T) * scatter(i + 40),
        unit: 'm2/s',
        u: 0.04,
        T,
        model: 'nmr/powder-2d',
        file: `raw/nmr/${T}K/ser`,
        effects: [
          { tag: 'gradient:diff60', u: 0.02 },
          { tag: 'thermometer:nmr', from: { u_T: 1, unit: 'K' as const } },
        ],
      }),
    ),
    record({
      sample,
      kind: 'D_tracer',
      region: 'effective',
      value: bulk(295.15) / 6.05,
      unit: 'm2/s',
      u: 0.05,
      T: 295.15,
      model: 'sims/two-step',
      file: 'raw/sims/16d.im',
      effects: [{ tag: 'thermometer:bath', from: { u_T: 0.5, unit: 'K' as const } }],
    }),
  ];
  writeFileSync(join(folder, 'records.jsonl'), records.map((r) => JSON.stringify(r)).join('\n') + '\n');
  return folder;
}

interface Draft extends Pick<RecordDraft, 'kind' | 'region' | 'value' | 'unit' | 'u' | 'T' | 'effects'> {
  readonly model: string;
  readonly file: string;
  readonly carrier?: boolean;
  readonly sample: string;
}

/** Diffusion time of the technique and the length it sees. */
function scaleOf({ kind, value }: Pick<Draft, 'kind' | 'value'>): DiffusionRecord['scale'] {
  const t = { D_NMR: 0.1, D_tracer: 212_400 }[kind];
  return t === undefined ? null : { t, l: Math.sqrt(6 * value * t) };
}

function record({ model, file, carrier, sample, ...draft }: Draft): DiffusionRecord {
  const plugin = model.split('/')[0] as string;
  const content: Omit<DiffusionRecord, 'id'> = {
    schema: 'ionwalk/diffusion-record/1',
    ...draft,
    scale: scaleOf(draft) ?? null,
    ion: { element: 'Li', isotope: null, z: 1 },
    sample: { id: sample, formula: 'Li0.29La0.57TiO3' },
    direction: { type: 'mean', d: 3 },
    carrier: carrier ? { c: carriers, u: 0.035, count: 'all', how: 'formula and cell' } : null,
    model: { name: model, version: '0.1.0', free: {}, fixed: {}, flags: [] },
    inputs: [{ path: file, sha256: 'ab'.repeat(32), bytes: 65536 }],
    parents: [],
    software: { name: 'ionwalk', version: '0.1.0', plugin: `@ionwalk/plugin-${plugin}@0.1.0` },
  };
  return { ...content, id: recordId(content) };
}
