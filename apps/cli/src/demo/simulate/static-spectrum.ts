import type { SeededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';
import { type BrukerFolder, writeBruker } from './bruker-folder.ts';

const POINTS = 1024;
const WIDTH = 250_000;
const AMPLITUDE = 2e6;

/** Quadrupole coupling constant [Hz] and width of the central line [Hz] of the simulated crystal at a temperature [K]. */
export function quadrupoleAt(T: number): { readonly CQ: number; readonly central: number } {
  const { cqLow, cqHigh, centralLow, centralHigh } = LLTO.lineshape;
  const share = (T - 298) / (793 - 298);
  return { CQ: cqLow + share * (cqHigh - cqLow), central: centralLow + share * (centralHigh - centralLow) };
}

/**
 * A static 7Li free-induction decay (I = 3/2, first order) as a Bruker folder: 40 % central line, two satellites of
 * ν = ±(C_Q/4)(3 cos²θ − 1 + η sin²θ cos 2φ), Gaussian broadening, summed over orientations.
 */
export function simulateStaticSpectrum(T: number, random: SeededRandom): BrukerFolder {
  const { eta, satellite } = LLTO.lineshape;
  const { CQ, central } = quadrupoleAt(T);
  const shifts = orientations().map(([cos2, cos2phi]) => (CQ / 4) * (3 * cos2 - 1 + eta * (1 - cos2) * cos2phi));
  const row = new Float64Array(2 * POINTS);
  for (let i = 0; i < POINTS; i++) {
    const t = i / WIDTH;
    let sum = 0;
    for (const shift of shifts) sum += Math.cos(2 * Math.PI * shift * t);
    const signal = 0.4 * gaussian(central, t) + 0.6 * (sum / shifts.length) * gaussian(satellite, t);
    const noise = AMPLITUDE / 400;
    row[2 * i] = AMPLITUDE * signal + noise * random.normal();
    row[2 * i + 1] = noise * random.normal();
  }
  return writeBruker([row], {
    title: `SIMULATED LLTO demo study, static 7Li spectrum at ${T} K`,
    pulseProgram: 'zg',
    pulseProgramText: ';zg\n;SIMULATED data of the Ionwalk LLTO demo study, not measured\n',
    frequency: LLTO.nmr.larmor,
    spectralWidth: WIDTH,
    temperature: T,
    groupDelay: 0,
  });
}

/** Decay of a Gaussian line of a full width at half maximum [Hz]. */
const gaussian = (width: number, t: number): number => Math.exp(-((Math.PI * width * t) ** 2) / (4 * Math.LN2));

/** Even orientations: cos²θ and cos 2φ on a grid of midpoints. */
function orientations(): [number, number][] {
  const list: [number, number][] = [];
  for (let i = 0; i < 200; i++) for (let j = 0; j < 16; j++) list.push([((i + 0.5) / 200) ** 2, Math.cos(((j + 0.5) * Math.PI) / 16)]);
  return list;
}
