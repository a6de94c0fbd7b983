import { usageError } from '@ionwalk/core';
import type { FigureObjects } from './resolve-layer.ts';
import type { Theme } from './theme.ts';
import type { UnitChoice } from './units/unit-choice.ts';

export interface FigureOptions {
  /** Pixels, or a column of a journal. @default 720 */
  readonly width?: '84mm' | '174mm' | number;
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

/** @throws figure/width – neither a known column nor 160 to 8000 pixels */
export function canvasOf({ width = 720 }: FigureOptions): Canvas {
  if (typeof width === 'number' && width >= 160 && width <= 8000) return { width: Math.round(width), size: 12.5, unit: 'px' };
  if (width === '84mm' || width === '174mm') return { width: (Number.parseFloat(width) / 25.4) * 96, size: (8 / 72) * 96, unit: 'mm' };
  throw usageError('figure/width', `a width of ${String(width).slice(0, 20)} isn't possible`, {
    fix: "use '84mm', '174mm' or 160 to 8000 pixels",
  });
}
