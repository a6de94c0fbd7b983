import { seededRandom } from '@ionwalk/core/fit';
import { test } from 'vitest';
import { medianOf, report } from './peer.ts';
import { sumMass } from '../src/counting/image-sums.ts';
import { mapAnalysis } from '../src/analysis/map.ts';
import type { Dataset } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import type { SimsImage, TracerProfile } from '../src/kinds.ts';
import { surfaceExchangeModel } from '../src/models/surface-exchange.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { collectingContext, readBytes, runAnalysis } from '../test/helpers.ts';
import { history } from '../test/history.ts';
import { depths, simulateProfile } from '../test/simulate-profile.ts';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';

test('D*, k* of a profile of 200 points', async ({ bench }) => {
  const [D, k, time] = [4e-13, 1.4e-9, 212_400];
  const row = new Float64Array(5);
  const given = history({ time, total: time, source: 0.95 });
  const depth = depths(200, 1e-5);
  const sample = simulateProfile(
    depth,
    (x) => {
      surfaceExchangeModel.profile.row({ D, k, source: 0.95, background: 0.0759 }, given, x, row);
      return row[0] as number;
    },
    5000,
    1,
  );
  const counts = sample.variables.counts?.values ?? new Float64Array(0);
  const total = Float64Array.from({ length: 200 }, (_, i) => (counts[i] as number) + (counts[200 + i] as number));
  const fraction = total.map((n, i) => (counts[i] as number) / n);
  // a fresh dataset each time: starts are kept per dataset
  const fit = (): void => {
    const data: Dataset<typeof TracerProfile> = {
      kind: 'sims/tracer-profile',
      title: 'bench',
      size: { row: 200 },
      variables: {
        depth: { values: depth },
        fraction: { values: fraction },
        total: { values: total },
        tracerBackground: undefined,
        matrixBackground: undefined,
      },
      conditions: {},
      meta: { time, source: 0.95 },
    };
    fitModel(surfaceExchangeModel, data, { source: { default: 0.95, vary: false } }, { bounds: false });
  };
  report('fit of D and k, 200 points', await medianOf(201, fit), 2, 'fit');
  await bench('fit with starts', fit).run();
});

test.for([true, false])(
  'image of 46 MB, little-endian %s: read, sum the frames of two masses, ratio',
  { timeout: 300_000 },
  async (littleEndian, { bench }) => {
    const random = seededRandom(1);
    const plane = Float64Array.from({ length: 512 * 512 }, () => random.poisson(40));
    const bytes = writeCamecaImage({
      masses: [
        { label: '6Li', mass: 6, trolley: 1 },
        { label: '7Li', mass: 7, trolley: 2 },
      ],
      width: 512,
      height: 512,
      frames: 44,
      bytesPerPixel: 2,
      counts: Array.from({ length: 88 }, () => plane),
      raster: 250e-6,
      dwell: 1e-3,
      deadTime: 44e-9,
      littleEndian,
    });
    const options = { tracer: '', matrix: '', line: '', width: 1, values: false } as const;
    const [image] = (await readBytes(camecaReader, bytes, 'a.im', collectingContext())) as unknown as [Dataset<typeof SimsImage>];
    const signal = new AbortController().signal;
    const ratio = new Float64Array(512 * 512);
    const read = async (): Promise<void> => {
      const [t, m] = [await sumMass(image, 0, 0, signal), await sumMass(image, 1, 0, signal)];
      for (let i = 0; i < ratio.length; i++) ratio[i] = (t.counts[i] as number) / ((t.counts[i] as number) + (m.counts[i] as number));
    };
    report(
      `cube of 46 MB, ${littleEndian ? 'little' : 'big'}-endian: read, sum, ratio`,
      await medianOf(11, read),
      20,
      littleEndian ? 'cube' : 'cube-be',
    );
    await bench('open and totals', async () => {
      await readBytes(camecaReader, bytes, 'a.im', collectingContext());
    }).run();
    await bench('sums of both masses', async () => {
      for (const mass of [0, 1]) await sumMass(image, mass, 0, signal);
    }).run();
    await bench('map without dead time', async () => {
      await runAnalysis(mapAnalysis, image, { ...options, 'dead-time': 0 }, collectingContext());
    }).run();
    await bench('map with dead time', async () => {
      await runAnalysis(mapAnalysis, image, { ...options, 'dead-time': undefined }, collectingContext());
    }).run();
  },
);
