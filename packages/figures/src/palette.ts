import type { Theme } from './theme.ts';

/** A series' colour for marks, and a variant for text that keeps a contrast of 4.5. */
export interface Hue {
  readonly mark: string;
  readonly text: string;
}

type Palette = Readonly<Record<string, Hue>>;
const hue = (mark: string, text: string = mark): Hue => ({ mark, text });

const onPaper: Palette = {
  blue: hue('#0072b2'),
  vermilion: hue('#d55e00', '#b84f00'),
  green: hue('#009e73', '#007a59'),
  purple: hue('#7a5195'),
  sky: hue('#3a9fd8', '#1f77a8'),
  orange: hue('#d08a00', '#8f5f00'),
  pink: hue('#c4679a', '#a84b80'),
  ink: hue('#4a4f55'),
};
const onDark: Palette = {
  blue: hue('#56b4e9'),
  vermilion: hue('#f08a3c'),
  green: hue('#2fbf94'),
  purple: hue('#b79ad6'),
  sky: hue('#9fd3f2'),
  orange: hue('#e6b422'),
  pink: hue('#e08fb9'),
  ink: hue('#c5c9ce'),
};

/** One hue per technique, everywhere. */
const TECHNIQUES: Readonly<Record<string, string>> = {
  sigma: 'blue',
  D_sigma: 'blue',
  D_NMR: 'vermilion',
  D_tracer: 'green',
  D_chemical: 'pink',
  D_local: 'purple',
  D_sim: 'ink',
};

/** Hue of a technique's quantity; undefined where the quantity isn't one of these. */
export function techniqueHue(quantity: string | undefined, theme: Theme): Hue | undefined {
  const name = quantity !== undefined && Object.hasOwn(TECHNIQUES, quantity) ? TECHNIQUES[quantity] : undefined;
  return name === undefined ? undefined : paletteOf(theme)[name];
}

/** Hues for series that aren't diffusion quantities (Okabe–Ito, adapted to the paper), in order; they repeat after eight. */
export function categoryHue(index: number, theme: Theme): Hue {
  const order = ['blue', 'vermilion', 'green', 'purple', 'orange', 'sky', 'pink', 'ink'];
  return paletteOf(theme)[order[index % order.length] as string] as Hue;
}

/** Guides and what belongs to no series. */
export const neutralHue = (theme: Theme): Hue => ({ mark: theme.faint, text: theme.quiet });

const paletteOf = (theme: Theme): Palette => (theme.name === 'dark' ? onDark : onPaper);
