import { test } from 'vitest';
import { medianTime, pythonPeer, reportTime } from '@ionwalk/vitest-config/bench-peer';
import { seededRandom } from '@ionwalk/core/fit';
import { fft, twiddles } from '../src/processing/fft.ts';
import { rowSignals } from '../src/processing/row-signals.ts';
import { rowSpectra } from '../src/processing/row-spectra.ts';
import { strongestLine } from '../src/processing/strongest-line.ts';
import { bruker } from '../src/readers/bruker.ts';
import { readOne } from '../test/support/read-one.ts';
import { writeRows } from '../test/support/write-stimulated-echo.ts';

const POINTS = 16_384;
const random = seededRandom(1);

test('64 transforms of 16384 complex points', async ({ bench }) => {
  const noise = Float64Array.from({ length: POINTS }, () => random.normal());
  const twiddle = twiddles(POINTS);
  const [re, im] = [noise.slice(), noise.slice()];
  const all = (): void => {
    for (let row = 0; row < 64; row++) {
      re.set(noise);
      im.set(noise);
      fft(re, im, POINTS, twiddle);
    }
  };
  const peer = pythonPeer(`
import numpy
x = numpy.random.default_rng(1).standard_normal((64, ${POINTS})) + 1j
print(median(lambda: numpy.fft.fft(x, axis=1)))
`)?.[0];
  reportTime('FFT 64 x 16384', medianTime(all, { rounds: 21 }), { goal: 15, peer, peerName: 'numpy' });
  await bench('radix 4, copies included', all).run();
});

test('12 rows of 16384 points from a Bruker folder: read, filter out, fill, transform, phase, integrate', async ({ bench }) => {
  const files = writeRows({
    amplitudes: Array.from({ length: 12 }, (_, row) => Math.exp(-row / 4)),
    points: POINTS,
    noise: 1000,
    files: { difflist: Array.from({ length: 12 }, (_, row) => `${row + 1}\n`).join('') },
  });
  const spectraOf = async (): Promise<number> => {
    const { variables, size, meta } = await readOne(bruker, files, 'ser');
    const [a, b] = [variables['re'], variables['im']] as { values: Float64Array }[];
    const spectra = rowSpectra(
      a?.values as Float64Array,
      b?.values as Float64Array,
      size['step'] as number,
      meta['spectralWidth'] as number,
      meta['groupDelay'] as number,
    );
    return rowSignals(spectra, strongestLine(spectra)).signal[0] as number;
  };
  const times: number[] = [];
  for (let round = 0; round < 25; round++) {
    const start = performance.now();
    await spectraOf();
    if (round >= 4) times.push(performance.now() - start);
  }
  const ours = times.sort((a, b) => a - b)[times.length >> 1] as number;
  const peer = pythonPeer(`
import numpy, tempfile, os
raw = numpy.random.default_rng(1).integers(-1000000, 1000000, 12 * ${2 * POINTS}).astype('<i4')
path = os.path.join(tempfile.mkdtemp(), 'ser')
raw.tofile(path)
turn = numpy.exp(2j * numpy.pi * numpy.fft.fftfreq(${POINTS}) * 67.98)
def read():
    words = numpy.fromfile(path, '<i4').reshape(12, -1).astype(float)
    spectra = numpy.fft.fftshift(numpy.fft.fft(words[:, 0::2] + 1j * words[:, 1::2], axis=1) * turn, axes=1)
    return spectra[:, 8000:8400].sum(axis=1)
print(median(read))
`)?.[0];
  reportTime('Bruker 12 x 16384: read and process', ours, { goal: 40, peer, peerName: 'numpy, without parsing or a search for the line' });
  await bench('read and process', async () => void (await spectraOf())).run();
});
