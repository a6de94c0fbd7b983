import type { SeededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';
import { type BrukerFolder, writeBruker } from './bruker-folder.ts';
import { simulateRow } from './free-induction.ts';
import type { SharedErrors } from './shared-errors.ts';
import { longitudinalRate } from './truth.ts';

const SHAPE = { points: 1024, spectralWidth: 50_000, offset: 300, width: 800, groupDelay: 68 };
const AMPLITUDE = 4e6;
const INVERSION = 1.92;

/** An inversion-recovery series at one temperature as a Bruker EXPNO folder: 12 delays from 5 ms to 5 T1, noise 2 % of M0 per integral. */
export function simulateInversionRecovery(statedT: number, errors: SharedErrors, random: SeededRandom): BrukerFolder {
  const T1 = 1 / longitudinalRate(statedT + errors.nmrT);
  const { delays, noise } = LLTO.t1;
  const list = Array.from({ length: delays }, (_, i) => 5e-3 * ((5 * T1) / 5e-3) ** (i / (delays - 1)));
  const perWord = AMPLITUDE * noise * Math.sqrt(10);
  const rows = list.map((delay) => simulateRow(AMPLITUDE * (1 - INVERSION * Math.exp(-delay / T1)), perWord, SHAPE, random));
  return writeBruker(
    rows,
    {
      title: `SIMULATED LLTO demo study, 7Li inversion recovery at ${statedT} K`,
      pulseProgram: 't1ir',
      pulseProgramText: ';t1ir\n;SIMULATED data of the Ionwalk LLTO demo study, not measured\n;T1 measurement using inversion recovery\n',
      frequency: LLTO.nmr.larmor,
      spectralWidth: SHAPE.spectralWidth,
      temperature: statedT,
      groupDelay: SHAPE.groupDelay,
    },
    { vdlist: list.map((delay) => `${(delay * 1e3).toFixed(4)}m\n`).join('') },
  );
}
