import type { Figure } from '@ionwalk/core';
import { canvasOf, type FigureOptions } from '../figure-options.ts';
import { drawBand } from '../layers/draw-band.ts';
import { drawRegion, drawRule, noteLabel, regionLabel, ruleLabel } from '../layers/draw-guides.ts';
import { drawColourBar, drawImage } from '../layers/draw-image.ts';
import { drawLine } from '../layers/draw-line.ts';
import { drawPoints } from '../layers/draw-points.ts';
import { drawRoi } from '../layers/draw-roi.ts';
import { drawScaleBar } from '../layers/draw-scale-bar.ts';
import { seriesStyles, type SeriesLayer, type SeriesStyle } from '../series-style.ts';
import { themes } from '../theme.ts';
import { validateFigure } from '../validate-figure.ts';
import type { DisplayItem, DisplayList } from './display-list.ts';
import { drawAxes, drawGrid } from './draw-axes.ts';
import { figureParts, type FigureParts } from './figure-parts.ts';
import type { Rectangle } from './frame.ts';
import { legend } from './legend.ts';
import { makeFrame, type FrameRequest, type FramedFigure } from './make-frame.ts';
import { labelsAtCurves, type LabelledGroup } from './series-labels.ts';

/**
 * Lays a figure out: data to pixels, numbers to labels, series to colours. The same figure and options give the same list in every runtime.
 * Above 3000 points one of k is drawn and the description says so.
 * @throws figure/… as `validateFigure`, figure/object, figure/width
 */
export function layoutFigure(figure: Figure, options: FigureOptions = {}): DisplayList {
  validateFigure(figure, { limit: DRAWN_LIMIT });
  const canvas = canvasOf(options);
  const theme = themes[options.theme ?? (canvas.unit === 'mm' ? 'print' : 'light')];
  const parts = figureParts(figure, options.objects ?? {});
  const styles = seriesStyles(figure, theme);
  const base = { width: canvas.width, height: options.height, size: canvas.size, theme, units: options.units ?? {} };

  let drawn = draw(figure, parts, styles, { ...base, legendRows: 0 });
  if (drawn.labels === undefined) {
    const { w } = drawn.framed.frame.plot;
    const key = legend(drawn.groups, w, canvas.size, theme);
    drawn = draw(figure, parts, styles, { ...base, legendRows: key.rows });
    const { plot } = drawn.framed.frame;
    drawn = { ...drawn, labels: [], over: [...drawn.over, ...key.items(plot.x, 0.3 * canvas.size)] };
  }
  const { frame, height } = drawn.framed;
  const mm = (pixels: number): string => `${Math.round((pixels / 96) * 2540) / 100}mm`;
  return {
    id: figure.id,
    width: Math.round(canvas.width * 100) / 100,
    height,
    shownWidth: canvas.unit === 'mm' ? mm(canvas.width) : String(canvas.width),
    shownHeight: canvas.unit === 'mm' ? mm(height) : String(height),
    title: figure.title,
    description: parts.every === 1 ? figure.description : `${figure.description} Shown: 1 of ${parts.every} points.`,
    background: theme.paper,
    plot: frame.plot,
    scales: { x: frame.x, y: frame.y },
    items: [...drawn.under, ...drawn.over, ...(drawn.labels ?? [])],
  };
}

/** Numbers that can be drawn at once, wherever they came from. */
const DRAWN_LIMIT = 8_000_000;

interface Drawn {
  readonly framed: FramedFigure;
  readonly under: readonly DisplayItem[];
  readonly over: readonly DisplayItem[];
  /** Undefined where a legend is needed. */
  readonly labels: readonly DisplayItem[] | undefined;
  readonly groups: readonly LabelledGroup[];
}

type Styles = ReadonlyMap<object, SeriesStyle>;

function draw(figure: Figure, parts: FigureParts, styles: Styles, request: FrameRequest): Drawn {
  const framed = makeFrame(figure, parts, request);
  const { frame } = framed;
  const styleOf = (layer: SeriesLayer): SeriesStyle => styles.get(layer) as SeriesStyle;
  const hasImage = parts.images.length > 0;

  const lines = parts.lines.map((line) => ({ layer: line.layer, ...drawLine(line, styleOf(line.layer), frame) }));
  const points = parts.points.map((set) => ({
    layer: set.layer,
    ...drawPoints(set, styleOf(set.layer), frame, { every: parts.every, lined: lines.length > 0 }),
  }));
  const zero = figure.axes.y.quantity.endsWith('residual') ? drawRule({ kind: 'rule', axis: 'y', at: 0 }, frame) : [];
  const [dense, sparse] = [true, false].map((is) => points.filter((set) => set.dense === is)) as [typeof points, typeof points];
  const ground: DisplayItem[] = [
    ...parts.images.map((image) => drawImage(image, frame)),
    ...(hasImage ? [] : drawGrid(frame)),
    ...parts.regions.flatMap((region) => drawRegion(region, frame)),
    ...parts.bands.flatMap((band) => drawBand(band, styleOf(band.layer), frame)),
    ...zero,
    ...parts.rules.flatMap((rule) => drawRule(rule, frame)),
    ...dense.flatMap((set) => set.bars),
  ];
  const inside: DisplayItem[] = [
    // What was fitted lies over what it is compared with.
    ...lines.filter((line) => line.layer.role === 'guide').flatMap((line) => line.items),
    ...lines.filter((line) => line.layer.role !== 'guide').flatMap((line) => line.items),
    ...sparse.flatMap((set) => set.bars),
    ...parts.images.flatMap(({ layer }) => (layer.rois ?? []).flatMap((roi) => drawRoi(roi, frame))),
  ];
  const scaleBar = hasImage ? drawScaleBar(figure.axes.x, frame) : [];
  const colourBar = parts.images.slice(0, 1).flatMap((image) => drawColourBar(image, frame, request.units));
  const marksOf = (sets: typeof points): DisplayItem[] => {
    const items = sets.flatMap((set) => set.marks);
    return items.length > 0 ? [{ kind: 'clip', ...grown(frame.plot, 6), items }] : [];
  };
  // A line would vanish beneath marks that cover one another.
  const under: DisplayItem[] =
    dense.length > 0
      ? [{ kind: 'clip', ...frame.plot, items: ground }, ...marksOf(dense), { kind: 'clip', ...frame.plot, items: inside }]
      : [{ kind: 'clip', ...frame.plot, items: [...ground, ...inside] }];
  const over: DisplayItem[] = [...drawAxes(frame, framed.top, framed.right), ...scaleBar, ...colourBar];
  over.push(...marksOf(sparse));

  const texts = [
    ...parts.notes.map((note) => noteLabel(note, frame)),
    ...parts.rules.map((rule) => ruleLabel(rule, frame)),
    ...parts.regions.map((region) => regionLabel(region, frame)),
  ].filter((text) => text !== undefined);
  over.push(...texts);
  const groups = groupsOf(
    [...lines.map(({ layer, points: track }) => ({ layer, track })), ...points.map(({ layer, centres }) => ({ layer, track: centres }))],
    styleOf,
  );
  const labelled = !frame.strip && needsLabels(groups, figure) ? groups : [];
  // Residuals scatter through one another: a name beside one of them says nothing.
  const scattered = labelled.length > 0 && parts.points.some(({ layer }) => layer.role === 'residual');
  return { framed, under, over, labels: scattered ? undefined : labelsAtCurves(labelled, frame), groups: labelled };
}

const grown = ({ x, y, w, h }: Rectangle, by: number): Rectangle => ({ x: x - by, y: y - by, w: w + 2 * by, h: h + 2 * by });

/** One group says itself by the axis; diffusion quantities are always named. */
function needsLabels(groups: readonly LabelledGroup[], figure: Figure): boolean {
  const technique = figure.layers.some((layer) => 'region' in layer && layer.region !== undefined && layer.kind !== 'band');
  return groups.length > 1 || (technique && groups.length === 1);
}

function groupsOf(
  layers: readonly { readonly layer: SeriesLayer; readonly track: readonly (readonly [number, number])[] }[],
  styleOf: (layer: SeriesLayer) => SeriesStyle,
): LabelledGroup[] {
  const groups = new Map<string, LabelledGroup>();
  for (const { layer, track } of layers) {
    const style = styleOf(layer);
    if (style.name === '' || track.length === 0) continue;
    const before = groups.get(style.group);
    const line = layer.kind === 'line';
    const longer = before === undefined || (line && !before.hasLine) || (line === before.hasLine && track.length > before.track.length);
    groups.set(style.group, {
      style:
        before === undefined || (layer.kind === 'points' && !before.hasPoints)
          ? { ...style, dash: before?.style.dash ?? style.dash }
          : before.style,
      track: longer ? (line ? track : track.toSorted((a, b) => a[0] - b[0])) : before.track,
      hasLine: line || (before?.hasLine ?? false),
      hasPoints: layer.kind === 'points' || (before?.hasPoints ?? false),
    });
  }
  return [...groups.values()];
}
