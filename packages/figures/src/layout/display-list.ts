import type { RichText } from '../text/rich-text.ts';
import type { AxisScale } from './axis-scale.ts';

export interface PathItem {
  readonly kind: 'path';
  /** SVG path data, pixels with two decimals. */
  readonly d: string;
  readonly fill?: string;
  readonly fillOpacity?: number;
  readonly stroke?: string;
  readonly strokeOpacity?: number;
  readonly width?: number;
  readonly dash?: string;
  readonly round?: true;
}
export interface TextItem {
  readonly kind: 'text';
  /** Baseline. */
  readonly x: number;
  readonly y: number;
  readonly runs: RichText;
  readonly size: number;
  readonly fill: string;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Degrees about (x, y). */
  readonly rotate?: number;
  /** Colour of an outline behind the letters, so that they stay readable over marks. */
  readonly halo?: string;
}
export interface RectItem {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly fill?: string;
  readonly fillOpacity?: number;
  readonly stroke?: string;
  readonly width?: number;
}
export interface ImageItem {
  readonly kind: 'image';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Data URI of an indexed PNG; pixels are shown as squares, never smoothed. */
  readonly href: string;
}
/** Drawn inside the rectangle only. */
export interface ClipItem {
  readonly kind: 'clip';
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly items: readonly DisplayItem[];
}
/** Marks that stand for an observation: linked views find them by `ref`. `x` and `y` are the centre in pixels. */
export interface RefItem {
  readonly kind: 'ref';
  readonly ref: string;
  readonly series: string;
  readonly x: number;
  readonly y: number;
  readonly items: readonly DisplayItem[];
}
export type DisplayItem = PathItem | TextItem | RectItem | ImageItem | ClipItem | RefItem;

/** A drawn figure, independent of the output: SVG, canvas and PNG are written from it. */
export interface DisplayList {
  readonly id: string;
  /** Pixels (96 to the inch). */
  readonly width: number;
  readonly height: number;
  /** What the root element states: `84mm`, or pixels. */
  readonly shownWidth: string;
  readonly shownHeight: string;
  readonly title: string;
  readonly description: string;
  readonly background: string;
  readonly plot: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** From stored numbers to pixels and back, for brushes and read-outs. */
  readonly scales: { readonly x: AxisScale; readonly y: AxisScale };
  readonly items: readonly DisplayItem[];
}
