import { usageError } from '@ionwalk/core';
import type { FigureObjects } from './resolve-layer.ts';
import type { Theme } from './theme.ts';
import type { UnitChoice } from './units/unit-choice.ts';

export interface FigureOptions {
  /** Pixels, or a width on paper: 84 mm is one column of most journals, 174 mm two. @default 720 */
  readonly width?: `${number}mm` | number;
  /** Pixels. @default from the width, and from the data where the aspect is equal */
  readonly height?: number;
  /** @default 'light'; 'print' for widths in mm */
  readonly theme?: Theme['name'];
  readonly units?: UnitChoice;
  /** Numbers that layers refer to as objects. */
  readonly objects?: FigureObjects;
}

/** Width in pixels, the letter height [px] and what the root element states. Letters are 12.5 px on a screen and 8 pt in print. */
export interface Canvas {
  readonly width: number;
  readonly size: number;
  readonly unit: 'px' | 'mm';
}

/** @throws figure/width – neither 45 to 500 mm nor 160 to 8000 pixels */
export function canvasOf({ width = 720 }: FigureOptions): Canvas {
  if (typeof width === 'number' && width >= 160 && width <= 8000) return { width: Math.round(width), size: 12.5, unit: 'px' };
  if (typeof width === 'string' && /^\d{2,3}(\.\d+)?mm$/.test(width)) {
    const millimetres = Number.parseFloat(width);
    if (millimetres >= 45 && millimetres <= 500) return { width: (millimetres / 25.4) * 96, size: (8 / 72) * 96, unit: 'mm' };
  }
  throw usageError('figure/width', `a width of ${String(width).slice(0, 20)} isn't possible`, {
    fix: "use '84mm' (one column), '174mm' (two), another width of 45 to 500 mm, or 160 to 8000 pixels",
  });
}
