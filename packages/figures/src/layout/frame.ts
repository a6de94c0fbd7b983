import type { AxisScale } from './axis-scale.ts';
import type { AxisUnit } from '../units/axis-unit.ts';
import type { Theme } from '../theme.ts';
import type { LabelSpace } from './label-space.ts';
import type { Tick } from './ticks.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Everything the parts of a figure need to know to draw themselves. */
export interface Frame {
  readonly plot: Rectangle;
  readonly x: AxisScale;
  readonly y: AxisScale;
  /** What the axes have to show, in stored numbers: an image fills exactly that. The scales may reach further. */
  readonly data: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** Baseline of the name of the y axis, which runs upwards [px]. */
  readonly nameX: number;
  readonly xUnit: AxisUnit;
  readonly yUnit: AxisUnit;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly theme: Theme;
  /** The y axis lists series: thick bars with names for numbers. */
  readonly strip: boolean;
  /** Residuals get smaller marks. */
  readonly residuals: boolean;
  /** Letter height [px]. */
  readonly size: number;
  /** Marks and labels so far. */
  readonly space: LabelSpace;
}
