import type { Figure, Layer, Series } from '@ionwalk/core';
import { colourAt } from './paint/colour-map.ts';
import { categoryHue, neutralHue, techniqueHue, type Hue } from './palette.ts';
import type { Theme } from './theme.ts';

export type Shape = 'circle' | 'diamond' | 'square' | 'triangle' | 'triangle-down' | 'star';

/** How a series looks: hue by technique, shape and dash by region; series of one group share one label. */
export interface SeriesStyle {
  readonly group: string;
  readonly name: string;
  readonly hue: Hue;
  readonly shape: Shape;
  readonly dash: string | undefined;
}

/** A layer that belongs to a series. */
export type SeriesLayer = Extract<Layer, Series>;
export const isSeries = (layer: Layer): layer is SeriesLayer => layer.kind === 'points' || layer.kind === 'line' || layer.kind === 'band';

/**
 * Style of each layer with a series. A fit looks like the data it fits: same name, else the name it begins with, else the only data there is;
 * what quantity and region it doesn't state it takes from there.
 */
export function seriesStyles(figure: Figure, theme: Theme): ReadonlyMap<Layer, SeriesStyle> {
  const given = figure.layers.filter(isSeries);
  const owned = given.map((layer): Owned => {
    const owner = ownerOf(layer, given);
    return { layer, owner, as: likeOwner(layer, owner, given) };
  });
  const isCategory = ({ as }: Owned): boolean => as.role !== 'guide' && techniqueHue(as.quantity, theme) === undefined;
  const categories = [...new Set(owned.filter(isCategory).map(({ owner }) => owner))];
  const order = { line: bareLines(owned, false), guide: bareLines(owned, true) };
  const styles = new Map<Layer, SeriesStyle>();
  for (const { layer, owner, as } of owned) {
    const technique = techniqueHue(as.quantity, theme);
    const index = Math.max(categories.indexOf(owner), 0);
    const step = Math.max(order[as.role === 'guide' ? 'guide' : 'line'].indexOf(owner), 0);
    styles.set(layer, {
      group: technique === undefined ? owner : `${as.quantity}|${as.region ?? ''}|${owner}`,
      name: nameOf(owner, given),
      hue: technique ?? (as.role === 'guide' ? neutralHue(theme) : categoryColour(index, categories.length, theme)),
      shape: technique === undefined ? (SHAPES[index % SHAPES.length] as Shape) : regionShape(as),
      dash: dashOf(as, technique !== undefined, step),
    });
  }
  return styles;
}

/** A layer, the series it belongs to, and the layer as which it is drawn. */
interface Owned {
  readonly layer: SeriesLayer;
  readonly owner: string;
  readonly as: SeriesLayer;
}

const SHAPES: readonly Shape[] = ['circle', 'square', 'triangle', 'diamond', 'triangle-down', 'star'];

/** Lines without marks have only their dashes to tell them apart; guides count among themselves. */
function bareLines(owned: readonly Owned[], guides: boolean): string[] {
  const withMarks = new Set(owned.filter(({ layer }) => layer.kind === 'points').map(({ owner }) => owner));
  const bare = owned.filter(({ layer, owner }) => layer.kind === 'line' && (layer.role === 'guide') === guides && !withMarks.has(owner));
  return [...new Set(bare.map(({ owner }) => owner))];
}

function ownerOf(layer: SeriesLayer, layers: readonly SeriesLayer[]): string {
  if (layer.role !== 'fit') return layer.series;
  const alike = (other: SeriesLayer): boolean =>
    other.role !== 'fit' &&
    other.role !== 'guide' &&
    (layer.quantity === undefined || other.quantity === layer.quantity) &&
    (layer.region === undefined || other.region === layer.region);
  const names = [...new Set(layers.filter(alike).map((other) => other.series))];
  if (names.includes(layer.series)) return layer.series;
  const prefix = names.filter((name) => name !== '' && layer.series.startsWith(name)).sort((a, b) => b.length - a.length)[0];
  return prefix ?? (names.length === 1 ? (names[0] as string) : layer.series);
}

function likeOwner(layer: SeriesLayer, owner: string, layers: readonly SeriesLayer[]): SeriesLayer {
  if (layer.role !== 'fit' || layer.quantity !== undefined) return layer;
  const data = layers.find(
    (other) => other.series === owner && other.role !== 'fit' && other.role !== 'guide' && other.quantity !== undefined,
  );
  if (data?.quantity === undefined) return layer;
  return { ...layer, quantity: data.quantity, ...(data.region !== undefined && { region: data.region }) };
}

/** The data's name, with that of the only model drawn through them where it says more: `measured, stejskal-tanner`. */
function nameOf(owner: string, layers: readonly SeriesLayer[]): string {
  const fits = [
    ...new Set(
      layers
        .filter((layer) => layer.role === 'fit' && layer.kind === 'line' && ownerOf(layer, layers) === owner)
        .map((layer) => layer.series),
    ),
  ];
  const [fit] = fits;
  if (fits.length !== 1 || fit === undefined || owner === '' || fit.startsWith(owner) || fit === 'fit' || fit === '') return owner;
  return `${owner}, ${fit}`;
}

/** Many series are steps of something (temperatures, delays): a ramp in their order reads better than eight hues over again. */
function categoryColour(index: number, count: number, theme: Theme): Hue {
  if (count <= 8) return categoryHue(index, theme);
  const t = index / (count - 1);
  return { mark: colourAt('viridis', theme.name === 'dark' ? 0.3 + 0.7 * t : 0.82 * t), text: theme.quiet };
}

function regionShape(layer: SeriesLayer): Shape {
  if (layer.region === 'gb') return 'square';
  if (layer.region === 'total') return 'triangle';
  if (layer.region === 'effective') return 'triangle-down';
  if (layer.region === 'local') return 'star';
  return layer.quantity === 'D_sigma' || layer.quantity === 'sigma' ? 'diamond' : 'circle';
}

function dashOf(layer: SeriesLayer, technique: boolean, step: number): string | undefined {
  const dashed = layer.kind === 'line' && layer.dashed === true;
  // On diffusion figures dotted is extrapolated, dashed a total.
  if (technique) return layer.role === 'guide' ? DOTTED : (REGION_DASHES[layer.region ?? ''] ?? (dashed ? DOTTED : undefined));
  if (layer.role === 'guide' || dashed) return BROKEN[(dashed ? step : step + 1) % BROKEN.length];
  return DASHES[step % DASHES.length];
}

const DASHES: readonly (string | undefined)[] = [undefined, '7 4', '2 3.5', '9 3 2 3'];
const BROKEN: readonly string[] = ['6 4', '2 3.5', '9 3 2 3', '12 3', '5 3 2 3 2 3'];
const DOTTED = '1.5 4';
const REGION_DASHES: Readonly<Record<string, string>> = { total: '7 4', gb: '9 3 2 3', effective: '4 3' };
