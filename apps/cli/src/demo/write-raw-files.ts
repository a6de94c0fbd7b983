import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { seededRandom } from '@ionwalk/core/fit';
import { writeCamecaImage } from '@ionwalk/plugin-sims';
import { LLTO } from './llto-study.ts';
import { pickLines, type BoundaryLine } from './pick-lines.ts';
import type { BrukerFolder } from './simulate/bruker-folder.ts';
import { countImage } from './simulate/count-image.ts';
import { drawWindow, simulateSpecimen } from './simulate/exchanged-specimen.ts';
import { simulateSpectrum } from './simulate/impedance-spectrum.ts';
import { simulateInversionRecovery } from './simulate/inversion-recovery.ts';
import { simulateLongProfile } from './simulate/long-profile.ts';
import { drawSharedErrors } from './simulate/shared-errors.ts';
import { simulateStaticSpectrum } from './simulate/static-spectrum.ts';
import { simulateStimulatedEcho } from './simulate/stimulated-echo.ts';
import { writeEcLab } from './simulate/write-ec-lab.ts';
import { writeGamry } from './simulate/write-gamry.ts';

/** Where the raw files of a study lie, relative to its folder, and the lines chosen on the image. */
export interface RawFiles {
  readonly spectra: readonly { readonly T: number; readonly path: string }[];
  readonly echoes: readonly { readonly T: number; readonly path: string }[];
  readonly recoveries: readonly { readonly T: number; readonly path: string }[];
  readonly statics: readonly { readonly T: number; readonly path: string }[];
  readonly images: { readonly exchange: string; readonly anneal: string };
  readonly profile: string;
  readonly lines: readonly BoundaryLine[];
}

const README = `# SIMULATED raw data

Every file in this folder is **simulated**, none is measured. They imitate a study of Li0.29La0.57TiO3 by impedance spectroscopy,
7Li NMR and isotope-exchange SIMS, from published values (doi 10.1039/d3ta05012b) and from values chosen for the simulation.

- eis: spectra in two vendor formats, Gamry .DTA and EC-Lab .mpt, in turn
- nmr: Bruker folders, stimulated echo (pfg-…), inversion recovery (t1-…) and static spectra (static-…)
- sims: Cameca images after 59 h of exchange and after 16 d more sealed; a long line profile as a table

The image is drawn from a resistor network of Voronoi grains, the long profile from the effective medium that this network is.
`;

/** Simulates the whole study from a seed and writes it as raw vendor files. Equal seeds give equal bytes. */
export async function writeRawFiles(dir: string, seed: number): Promise<RawFiles> {
  const errors = drawSharedErrors(seed);
  // Each part has a stream of its own: changing one leaves the others as they were.
  const stream = (part: number): ReturnType<typeof seededRandom> => seededRandom(seed * 1000 + part);
  const put = async (path: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), content);
  };
  const putFolder = async (path: string, folder: BrukerFolder): Promise<void> => {
    for (const [name, content] of folder) await put(`${path}/${name}`, content);
  };
  await put('raw/README.md', README);

  const eis = stream(1);
  const spectra = LLTO.eis.T.map((T, i) => ({ T, path: `raw/eis/LLTO-${T}K.${i % 2 === 0 ? 'DTA' : 'mpt'}` }));
  for (const { T, path } of spectra) {
    const spectrum = simulateSpectrum(T, errors, eis);
    await put(path, path.endsWith('DTA') ? writeGamry(spectrum, `LLTO ${T} K`) : writeEcLab(spectrum, `LLTO ${T} K`));
  }

  const echo = stream(2);
  const echoes = LLTO.nmr.T.map((T) => ({ T, path: `raw/nmr/pfg-${T}K` }));
  for (const { T, path } of echoes) await putFolder(path, simulateStimulatedEcho(T, errors, echo));
  const recovery = stream(3);
  const recoveries = LLTO.t1.T.map((T) => ({ T, path: `raw/nmr/t1-${T}K` }));
  for (const { T, path } of recoveries) await putFolder(path, simulateInversionRecovery(T, errors, recovery));
  const still = stream(4);
  const statics = LLTO.lineshape.T.map((T) => ({ T, path: `raw/nmr/static-${T}K` }));
  for (const { T, path } of statics) await putFolder(path, simulateStaticSpectrum(T, still));

  const specimen = simulateSpecimen(errors, stream(5));
  const exchanged = drawWindow(specimen, specimen.afterExchange);
  const annealed = drawWindow(specimen, specimen.afterAnneal);
  const images = { exchange: 'raw/sims/exchange-59h.im', anneal: 'raw/sims/anneal-16d.im' };
  await put(images.exchange, image(exchanged.fraction, stream(6), 'LLTO 59 h SIMULATED'));
  await put(images.anneal, image(annealed.fraction, stream(7), 'LLTO 59h+16d SIMULATED'));
  const profile = 'raw/sims/profile-59h.csv';
  await put(profile, simulateLongProfile(errors, stream(8)));
  return { spectra, echoes, recoveries, statics, images, profile, lines: pickLines(exchanged.grain, specimen) };
}

function image(fraction: Float64Array, random: ReturnType<typeof seededRandom>, name: string): Uint8Array {
  const { pixels, frames, window } = LLTO.sims;
  return writeCamecaImage({
    masses: [
      { label: '6Li', mass: 6.0151, trolley: 1 },
      { label: '7Li', mass: 7.016, trolley: 2 },
    ],
    width: pixels,
    height: pixels,
    frames,
    bytesPerPixel: 2,
    counts: countImage(fraction, random),
    raster: window,
    dwell: 1e-2,
    deadTime: 0,
    name,
    comment: 'SIMULATED data of the Ionwalk LLTO demo study, not measured',
  });
}
