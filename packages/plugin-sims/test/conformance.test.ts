import type { Dataset } from '@ionwalk/core';
import { erfc, seededRandom } from '@ionwalk/core/fit';
import { describePlugin, sampleFrom } from '@ionwalk/testkit';
import * as vitest from 'vitest';
import plugin, { TracerProfile } from '../src/index.ts';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { CAMECA, DAC, IONTOF, PLANES } from './export-samples.ts';
import { writeIta, writeItm } from './write-ita.ts';
import { writeTiff } from './write-tiff.ts';

const random = seededRandom(21);
const fraction = (depth: number): number => 0.08 + 0.85 * Math.exp(-((depth / 400e-6) ** 1.5));
const pixel = 8e-6;
const counts = (_frame: number, mass: number, _y: number, x: number): number => {
  const f = fraction((x + 0.5) * pixel);
  return random.poisson(mass === 0 ? 300 * f : 300 * (1 - f));
};
const masses = [
  { label: '6Li', mass: 6.015, trolley: 1 },
  { label: '7Li', mass: 7.016, trolley: 2 },
];
const image = writeCamecaImage({
  masses,
  width: 48,
  height: 6,
  frames: 2,
  bytesPerPixel: 2,
  counts,
  raster: 48 * pixel,
  dwell: 1e-3,
  deadTime: 44e-9,
});
const bigEndian = writeCamecaImage({
  masses,
  width: 5,
  height: 4,
  frames: 1,
  bytesPerPixel: 4,
  counts,
  raster: 1e-5,
  dwell: 1e-3,
  deadTime: 0,
  littleEndian: false,
});

const rows = Array.from({ length: 60 }, (_, i) => {
  const f = fraction((i + 0.5) * 10e-6);
  return `${(i + 0.5) * 10},${random.poisson(2000 * f)},${random.poisson(2000 * (1 - f))}`;
});
const options = {
  map: { line: '0,3:48,3', width: 6 },
  profile: { time: '59h', line: '0,3:48,3', width: 6 },
  boundary: { boundary: '200um', 'D-bulk': '2.4e-12m2/s', line: '0,3:48,3', width: 6 },
};
const stack = writeTiff({
  width: 48,
  height: 6,
  type: 'u16',
  compression: 'deflate',
  description: 'ImageJ=1.54f\nimages=2\nslices=2\nunit=um\n',
  resolution: 0.125,
  labels: ['6Li', '7Li'],
  pages: [0, 1].map((mass) => Float64Array.from({ length: 48 * 6 }, (_, i) => counts(0, mass, 0, i % 48))),
});
/** 18O in an oxide whose boundaries run ahead of the lattice. */
const tail = Array.from({ length: 60 }, (_, i) => {
  const y = (i + 0.5) * 50;
  const f = 0.002 + 0.9 * (erfc(y / 300) + 0.05 * (1 - Math.exp(-y / 200)) * Math.exp(-((y / 900) ** 1.2)));
  return `${y},${random.poisson(20_000 * f)},${random.poisson(20_000 * (1 - f))}`;
});
/** What the models fit: a profile with errors of its fractions, and one of counts, with every piece of history a model may ask for. */
const tracerData = (counted: boolean): Dataset => {
  const depth = Float64Array.from({ length: 60 }, (_, i) => (i + 0.5) * 10e-6);
  const values = depth.map((x) => {
    const f = 0.0759 + 0.874 * erfc(x / 5.8e-4);
    return counted ? random.poisson(2000 * f) / 2000 : f + 0.005 * random.normal();
  });
  return {
    kind: TracerProfile.id,
    title: 'simulated',
    size: { row: 60 },
    variables: {
      depth: { values: depth },
      ...(counted
        ? { fraction: { values }, total: { values: values.map(() => 2000) } }
        : { fraction: { values, sigma: values.map(() => 0.005) } }),
    },
    conditions: {},
    meta: { time: 212_400, sealed: 50_000, thickness: 2e-3, grainSize: 1e-4, sourceWidth: 3e-4, interface: 2e-4 },
  };
};
const ita = {
  width: 9,
  height: 6,
  scans: 2,
  signals: [
    { label: '^6Li+', mass: 6.015 },
    { label: '^7Li+', mass: 7.016 },
  ],
  counts,
} as const;
const cells = (mass: number) =>
  Array.from({ length: 6 }, (_, y) => Array.from({ length: 9 }, (_v, x) => counts(0, mass, y, x)).join('\t')).join('\n') + '\n';
describePlugin(plugin, {
  vitest,
  datasets: [tracerData(false), tracerData(true)],
  flips: 100,
  samples: [
    sampleFrom('image', 'a.im', image as Uint8Array<ArrayBuffer>, { reader: 'sims/cameca', options }),
    sampleFrom('sun', 'b.im', bigEndian as Uint8Array<ArrayBuffer>, { reader: 'sims/cameca' }),
    sampleFrom('stack', 'a.tif', stack, { reader: 'sims/tiff', options }),
    sampleFrom('tof', 'tof.txt', IONTOF, { reader: 'sims/iontof-ascii' }),
    sampleFrom('stars', 'a.dp_rpc_asc', CAMECA, { reader: 'sims/cameca-ascii' }),
    sampleFrom('regions', 'a.dac', DAC, { reader: 'sims/look-table' }),
    sampleFrom('planes', 'a-z.dat', PLANES, { reader: 'sims/look-table' }),
    sampleFrom('ita', 'a.ita', writeIta(ita), { reader: 'sims/iontof-binary', options: { map: {} } }),
    sampleFrom('itm', 'a.itm', writeItm({ ...ita, counts: (f, m, y, x) => counts(f, m, y, x) % 5 }), { reader: 'sims/iontof-binary' }),
    sampleFrom('text image', 'a_6Li.txt', cells(0), { reader: 'sims/text-image' }),
    sampleFrom('profile', 'p.csv', ['# simulated', 'depth (um),6Li,7Li', ...rows].join('\n'), {
      reader: 'sims/text',
      options: { profile: { time: '59h' }, boundary: { boundary: '200um', 'D-eff': '4e-13m2/s', 'gb-width': '0.5nm' } },
    }),
    sampleFrom('tail', 't.csv', ['# simulated', 'depth (nm),18O,16O', ...tail].join('\n'), {
      reader: 'sims/text',
      options: { profile: { time: '1h', model: 'whipple', 'gb-width': '1nm' } },
    }),
  ],
});
