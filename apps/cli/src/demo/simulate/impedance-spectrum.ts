import { constants } from '@ionwalk/core';
import type { SeededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';
import type { SharedErrors } from './shared-errors.ts';
import { boundaryToBulkResistance, bulkDiffusivity, conductivity } from './truth.ts';

export interface SimulatedSpectrum {
  readonly frequency: Float64Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Impedance of the pellet at a stated temperature: lead L, bulk R‖C, boundary R‖CPE, blocking CPE; noise a fixed part of |Z|. */
export function simulateSpectrum(statedT: number, errors: SharedErrors, random: SeededRandom): SimulatedSpectrum {
  const { thickness, area, fMax, fMin, perDecade, noise, electrodeQ, electrodeN, leadL, nGb } = LLTO.eis;
  const T = statedT + errors.eisT;
  const cellConstant = (thickness / area) * Math.exp(errors.geometry);
  const Rbulk = cellConstant / conductivity(bulkDiffusivity(T), T, LLTO.carrier.c * Math.exp(errors.carrier));
  const Rgb = Rbulk * boundaryToBulkResistance(T);
  const Cbulk = (constants.epsilon0 * LLTO.eis.permittivityBulk) / cellConstant;
  const Cgb = (constants.epsilon0 * LLTO.eis.permittivityGb * LLTO.sample.grainSize) / LLTO.eis.electricalWidthGb / cellConstant;
  const Qgb = Cgb ** nGb * Rgb ** (nGb - 1);
  const n = Math.round(Math.log10(fMax / fMin) * perDecade) + 1;
  const frequency = Float64Array.from({ length: n }, (_, i) => fMax * 10 ** (-i / perDecade));
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const w = 2 * Math.PI * (frequency[i] as number);
    const bulk = inverse(1 / Rbulk, w * Cbulk);
    const boundary = parallelCpe(Rgb, Qgb, nGb, w);
    const electrode = parallelCpe(Infinity, electrodeQ, electrodeN, w);
    const x = bulk[0] + boundary[0] + electrode[0];
    const y = w * leadL + bulk[1] + boundary[1] + electrode[1];
    const scale = noise * Math.hypot(x, y);
    re[i] = x + scale * random.normal();
    im[i] = y + scale * random.normal();
  }
  return { frequency, re, im };
}

function parallelCpe(R: number, Q: number, n: number, w: number): [number, number] {
  const admittance = Q * w ** n;
  return inverse(1 / R + admittance * Math.cos((n * Math.PI) / 2), admittance * Math.sin((n * Math.PI) / 2));
}

function inverse(re: number, im: number): [number, number] {
  const square = re * re + im * im;
  return [re / square, -im / square];
}
