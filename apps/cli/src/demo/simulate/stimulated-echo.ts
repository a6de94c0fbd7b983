import { nuclide } from '@ionwalk/core';
import { gaussLegendre, type SeededRandom } from '@ionwalk/core/fit';
import { LLTO, littleDelta } from '../llto-study.ts';
import { type BrukerFolder, writeBruker } from './bruker-folder.ts';
import { simulateRow } from './free-induction.ts';
import type { SharedErrors } from './shared-errors.ts';
import { bulkDiffusivity } from './truth.ts';

const SHAPE = { points: 1024, spectralWidth: 50_000, offset: 300, width: 800, groupDelay: 68 };
const AMPLITUDE = 4e6;

/** Principal diffusivities [m2/s] of the simulated crystal: fast in the plane, slow along z, mean equal to the bulk law. */
export function tensorAt(T: number): { readonly Dxy: number; readonly Dz: number } {
  const ratio = LLTO.truth.anisotropy;
  const Dz = (3 * bulkDiffusivity(T)) / (2 * ratio + 1);
  return { Dxy: ratio * Dz, Dz };
}

/** A stimulated-echo series of a powder, 24 gradients at one temperature, as a Bruker EXPNO folder. */
export function simulateStimulatedEcho(statedT: number, errors: SharedErrors, random: SeededRandom): BrukerFolder {
  const { Delta, gMax, steps, larmor, snr } = LLTO.nmr;
  const delta = littleDelta(statedT);
  const { Dxy, Dz } = tensorAt(statedT + errors.nmrT);
  const gamma = Math.abs(nuclide('7Li')?.gamma ?? 0);
  const gradients = Array.from({ length: steps }, (_, i) => gMax * Math.sqrt(i / (steps - 1)));
  // The window over which a row is summed holds a tenth of the points, so that noise per word sets the ratio S0/σ = 500 of the decay.
  const noise = (AMPLITUDE / snr) * Math.sqrt(10);
  const rows = gradients.map((g) => {
    const b = (gamma * g * Math.exp(errors.gradient) * delta) ** 2 * (Delta - delta / 3);
    return simulateRow(AMPLITUDE * powderEcho(b, Dxy, Dz), noise, SHAPE, random);
  });
  return writeBruker(
    rows,
    {
      title: `SIMULATED LLTO demo study, 7Li stimulated echo at ${statedT} K`,
      pulseProgram: 'diffSte',
      pulseProgramText: [
        ';diffSte',
        ';SIMULATED data of the Ionwalk LLTO demo study, not measured',
        ';stimulated echo with rectangular gradient pulses',
        ';p30: little delta, the whole gradient pulse',
        ';d20: big Delta, start of the first to start of the second gradient pulse',
        '',
      ].join('\n'),
      frequency: larmor,
      spectralWidth: SHAPE.spectralWidth,
      temperature: statedT,
      groupDelay: SHAPE.groupDelay,
      delays: { 20: Delta },
      pulses: { 30: delta * 1e6 },
    },
    { difflist: gradients.map((g) => `${(g * 100).toFixed(3)}\n`).join('') },
  );
}

/** Echo of a powder of axial tensors by quadrature over the orientation, independent of the closed form the analysis uses. */
export function powderEcho(b: number, Dxy: number, Dz: number): number {
  const { nodes, weights } = gaussLegendre(64);
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const u = (1 + (nodes[i] as number)) / 2;
    sum += ((weights[i] as number) / 2) * Math.exp(-b * (Dxy * (1 - u * u) + Dz * u * u));
  }
  return sum;
}
