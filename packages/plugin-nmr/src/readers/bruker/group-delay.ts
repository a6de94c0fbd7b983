import { inputError } from '@ionwalk/core';
import type { ParameterFile } from './parameter-file.ts';

/** Decimation factors of the table below, in order. */
const DECIMATIONS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048];

/**
 * Group delay of the digital filters of older consoles in points, by DSP firmware version and decimation.
 * Source: W. M. Westler, F. Abildgaard, "DMX digital filters and non-Bruker offline processing" (1996).
 */
const TABLE: Readonly<Record<number, readonly number[]>> = {
  10: [
    44.75,
    33.5,
    66.625,
    709 / 12,
    68.5625,
    60.375,
    69.53125,
    2929 / 48,
    70.015625,
    61.34375,
    70.2578125,
    11809 / 192,
    70.37890625,
    61.5859375,
    70.439453125,
    47329 / 768,
    70.4697265625,
    61.646484375,
    70.48486328125,
    189409 / 3072,
    70.492431640625,
  ],
  11: [
    46,
    36.5,
    48,
    301 / 6,
    53.25,
    69.5,
    72.25,
    421 / 6,
    72.75,
    70.5,
    73,
    212 / 3,
    72.5,
    214 / 3,
    72.25,
    215 / 3,
    72.125,
    431 / 6,
    72.0625,
    863 / 12,
    72.03125,
  ],
  12: [
    46,
    36.5,
    48,
    301 / 6,
    53.25,
    69.5,
    71.625,
    421 / 6,
    72.125,
    70.5,
    72.375,
    212 / 3,
    72.5,
    214 / 3,
    72.25,
    215 / 3,
    72.125,
    431 / 6,
    72.0625,
    863 / 12,
    72.03125,
  ],
  13: [2.75, 17 / 6, 2.875, 35 / 12, 2.9375, 71 / 24, 2.96875, 143 / 48, 2.984375, 287 / 96, 2.9921875, 575 / 192],
};

/**
 * Points by which the digital filter delays the signal: GRPDLY where the console states it, else from (DSPFVS, DECIM), else 0.
 * @throws nmr/group-delay – GRPDLY that isn't a number or exceeds the points of a row
 */
export function groupDelay(acqus: ParameterFile, points: number): number {
  const stated = acqus.number('GRPDLY');
  if (stated !== undefined && !(stated < points)) {
    throw inputError('nmr/group-delay', `GRPDLY is ${acqus.text('GRPDLY')}, a row has ${points} points`, {
      where: acqus.where('GRPDLY'),
      fix: 'the acqus file does not belong to these data or is damaged: copy the EXPNO folder again',
    });
  }
  if (stated !== undefined && stated >= 0) return stated;
  const decimation = acqus.number('DECIM') ?? 1;
  if (!(decimation > 1)) return 0;
  return TABLE[acqus.number('DSPFVS') ?? 0]?.[DECIMATIONS.indexOf(decimation)] ?? 0;
}
