import { inputError, type Json } from '@ionwalk/core';
import { ParameterFile } from './parameter-file.ts';

/** Words per row and their format. @throws nmr/td, nmr/data-type */
export function wordLayout(acqus: ParameterFile): { words: number; float: boolean; littleEndian: boolean } {
  const words = acqus.number('TD');
  if (words === undefined || !Number.isInteger(words) || words < 2 || words > 2 ** 31) {
    throw inputError('nmr/td', `TD is ${acqus.text('TD')?.slice(0, 40) ?? 'missing'}: no number of words in a row`, {
      where: acqus.where('TD'),
      fix: 'the acqus file is damaged: copy the EXPNO folder again',
    });
  }
  const type = acqus.number('DTYPA') ?? 0;
  const order = acqus.number('BYTORDA') ?? 0;
  if ((type !== 0 && type !== 2) || (order !== 0 && order !== 1)) {
    throw inputError('nmr/data-type', `DTYPA ${acqus.text('DTYPA')} with BYTORDA ${acqus.text('BYTORDA')} is no known word format`, {
      where: acqus.where(type === 0 || type === 2 ? 'BYTORDA' : 'DTYPA'),
      fix: 'known are DTYPA 0 (int32) and 2 (float64), BYTORDA 0 and 1: copy the EXPNO folder again',
    });
  }
  return { words, float: type === 2, littleEndian: order === 0 };
}

/** Rows that acqu2s announces; Infinity where there is none: the file decides. @throws nmr/td */
export function rowCount(text: string | undefined): number {
  if (text === undefined) return Infinity;
  const acqu2s = ParameterFile.parse(text, 'acqu2s');
  const rows = acqu2s.number('TD');
  if (rows === undefined || !Number.isInteger(rows) || rows < 1) {
    throw inputError('nmr/td', `TD of acqu2s is ${acqu2s.text('TD')?.slice(0, 40) ?? 'missing'}: no number of rows`, {
      where: acqu2s.where('TD'),
      fix: 'the acqu2s file is damaged: copy the EXPNO folder again',
    });
  }
  return rows;
}

/** Hz. @throws nmr/spectral-width */
export function spectralWidthOf(acqus: ParameterFile): number {
  const value = acqus.number('SW_h');
  // The longest row there can be must last a finite time.
  if (value !== undefined && value > 0 && Number.isFinite(value) && Number.isFinite(2 ** 31 / value)) return value;
  throw inputError('nmr/spectral-width', `SW_h is ${acqus.text('SW_h')?.slice(0, 40) ?? 'missing'}, not a positive number`, {
    where: acqus.where('SW_h'),
    fix: 'the acqus file is damaged: copy the EXPNO folder again',
  });
}

/** TE = 0 is what a console without temperature unit writes. */
export function conditionsOf(acqus: ParameterFile): { temperature?: number } {
  const temperature = acqus.number('TE');
  return temperature !== undefined && temperature > 0 && temperature < 5000 ? { temperature } : {};
}

/** What the contract promises of every acquisition: nucleus, frequency, spectral width, pulse program, group delay. */
export function acquisitionMeta(acqus: ParameterFile, spectralWidth: number, delay: number): { [key: string]: Json } {
  const nucleus = acqus.text('NUC1');
  const megahertz = acqus.number('SFO1');
  const scans = acqus.number('NS');
  return {
    vendor: 'Bruker',
    ...(nucleus !== undefined && nucleus !== 'off' && { nucleus }),
    ...(megahertz !== undefined && megahertz > 0 && { frequency: megahertz * 1e6 }),
    spectralWidth,
    pulseProgram: acqus.text('PULPROG') ?? null,
    groupDelay: delay,
    ...(scans !== undefined && Number.isFinite(scans) && { scans }),
  };
}
