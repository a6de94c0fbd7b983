import { usageError } from '@ionwalk/core';
import type { FigureOptions, UnitChoice } from '@ionwalk/figures';
import { parseDisplayUnits } from './print/display-units.ts';

/** `--width 84mm`, or a number of pixels. */
export function parseWidth(text: string | undefined): Pick<FigureOptions, 'width'> {
  if (text === undefined) return {};
  const paper = /^(\d{2,3}(?:\.\d+)?) ?mm$/.exec(text);
  if (paper && Number(paper[1]) >= 45 && Number(paper[1]) <= 500) return { width: `${Number(paper[1])}mm` };
  const pixels = /^(\d{2,5})(px)?$/.exec(text);
  if (pixels) return { width: Number(pixels[1]) };
  throw usageError('figure/width', `a width of '${text}' isn't possible`, {
    where: 'option --width',
    fix: 'give 84mm (one column), 174mm (two), another width of 45mm to 500mm, or 160 to 8000 pixels',
  });
}

/** `--units m2/s,K` for the axes. */
export function unitsFor(text: string | undefined): { units?: UnitChoice } {
  if (text === undefined) return {};
  const { diffusivity, conductivity, temperature } = parseDisplayUnits(text);
  const choice = { diffusivity, conductivity, temperature };
  if (isDrawable(choice)) return { units: choice };
  throw usageError('usage/units', `figures are drawn in cm2/s or m2/s, S/cm or S/m, degC or K, not '${text}'`, {
    where: 'option --units',
    fix: 'write --units m2/s,S/m,K',
  });
}

const isDrawable = (choice: {
  diffusivity: string;
  conductivity: string;
  temperature: string;
}): choice is Required<Pick<UnitChoice, 'diffusivity' | 'conductivity' | 'temperature'>> =>
  ['cm2/s', 'm2/s'].includes(choice.diffusivity) && ['S/cm', 'S/m'].includes(choice.conductivity);
