import type { Figure, Layer, Line, NumRef, Points } from '@ionwalk/core';
import { type AtTemperature, figureOf, type StudyAnswers } from './analyse-study.ts';
import type { Answer } from '@ionwalk/core/host';

/** The figures of the study by id: those the commands made, and overlays of their series over temperature. */
export function studyFigures(answers: StudyAnswers): Figure[] {
  const { echoes, spectra, statics, maps } = answers;
  const at = (list: readonly AtTemperature<Answer>[], T: number): Answer =>
    (list.find((item) => item.T === T) ?? list[0])?.answer as Answer;
  const low = echoes.filter(({ T }) => T <= 393);
  const high = echoes.filter(({ T }) => T > 393);
  return [
    named(arcs(at(spectra, 275)), 'eis-nyquist', 'Impedance at 275 K, arcs of bulk and boundary'),
    named(aboveNoise(figureOf(at(echoes, 393), 'nmr-echo-decay')), 'nmr-echo-393K', 'Echo decay at 393 K'),
    named(aboveNoise(overlay(low, 'nmr-echo-decay')), 'nmr-echo-low', 'Echo decays, 298 to 393 K'),
    named(aboveNoise(overlay(high, 'nmr-echo-decay')), 'nmr-echo-high', 'Echo decays, 493 to 693 K'),
    named(figureOf(answers.bpp, 'nmr-bpp'), 'nmr-t1', 'Longitudinal relaxation of 7Li'),
    named(stack(statics), 'nmr-lineshape', 'Static 7Li spectra, central lines cut off'),
    couplingFigure(statics),
    named(figureOf(maps.exchange, 'sims-map'), 'sims-map-59h', '6Li fraction after 59 h'),
    named(figureOf(maps.anneal, 'sims-map'), 'sims-map-16d', '6Li fraction after 16 d more'),
    named(figureOf(answers.profile, 'sims-profile'), 'sims-profile', '6Li profile after 59 h'),
    ...answers.compare.figures,
  ].filter((figure) => figure !== undefined);
}

function named(figure: Figure | undefined, id: string, title: string): Figure | undefined {
  return figure && { ...figure, id, title: `${title} (simulated)`, description: `Simulated. ${figure.description}` };
}

/** The Nyquist figure without the blocking spike, which would press the arcs into a corner. */
function arcs(answer: Answer): Figure | undefined {
  const figure = figureOf(answer, 'eis-nyquist');
  const { R1, R2 } = answer.fits[0]?.params ?? {};
  if (!figure || !R1?.value || !R2?.value) return figure;
  const end = 1.3 * (R1.value + R2.value);
  return { ...figure, axes: { x: { ...figure.axes.x, domain: [0, end] }, y: { ...figure.axes.y, domain: [-0.05 * end, 0.55 * end] } } };
}

/** An echo figure down to where the noise is: a logarithmic axis would give most of its height to nothing. */
function aboveNoise(figure: Figure | undefined): Figure | undefined {
  const data = figure?.layers.flatMap((layer) => (layer.kind === 'points' ? numbers(layer.y) : [])) ?? [];
  const top = Math.max(...data.filter((value) => value > 0));
  return figure && { ...figure, axes: { ...figure.axes, y: { ...figure.axes.y, domain: [top * 7e-4, top * 1.5] } } };
}

/** The data and preferred fit of one figure from each temperature in one; series are named by their temperature. */
function overlay(list: readonly AtTemperature<Answer>[], source: string): Figure | undefined {
  const figures = list.flatMap(({ T, answer }) => {
    const figure = figureOf(answer, source);
    return figure ? [{ T, figure }] : [];
  });
  const first = figures[0]?.figure;
  if (!first) return undefined;
  const layers = figures.flatMap(({ T, figure }) => dataAndFit(figure).map((layer): Layer => ({ ...layer, series: `${T} K` })));
  const { x, y } = first.axes;
  const free = ({ quantity, unit, scale }: Figure['axes']['x']): Figure['axes']['x'] => ({ quantity, unit, scale });
  return { ...first, axes: { x: free(x), y: free(y) }, layers };
}

const dataAndFit = (figure: Figure): (Points | Line)[] =>
  [
    figure.layers.find((layer) => layer.kind === 'points' && layer.role === 'data'),
    figure.layers.find((layer) => layer.kind === 'line' && layer.role === 'fit'),
  ].filter((layer): layer is Points | Line => layer?.kind === 'points' || layer?.kind === 'line');

/** Spectra one above the other, each scaled by its satellites. */
function stack(statics: readonly AtTemperature<Answer>[]): Figure | undefined {
  const all = overlay(statics, 'nmr-lineshape');
  if (!all) return undefined;
  const order = [...new Set(all.layers.map((layer) => ('series' in layer ? layer.series : '')))];
  const layers = all.layers.filter((layer) => layer.kind === 'line' || layer.kind === 'points');
  const height = (series: string): number => {
    const fit = layers.find((layer) => layer.kind === 'line' && layer.series === series);
    const [x, y] = [numbers(fit?.x ?? []), numbers(fit?.y ?? [])];
    return Math.max(...y.filter((_, i) => Math.abs(x[i] as number) > 5000));
  };
  const raised = layers.map((layer) => {
    const scale = height(layer.series);
    const lift = order.length - 1 - order.indexOf(layer.series);
    return { ...layer, y: numbers(layer.y).map((value) => value / scale + 1.3 * lift) };
  });
  const axes = {
    x: { ...all.axes.x, domain: [-60e3, 60e3] as const },
    y: { ...all.axes.y, domain: [-0.3, 1.3 * order.length + 0.4] as const },
  };
  return { ...all, axes, layers: raised };
}

const numbers = (ref: NumRef): number[] => ('object' in ref ? [] : Array.from(ref as readonly (number | null)[], (value) => value ?? NaN));

function couplingFigure(statics: readonly AtTemperature<Answer>[]): Figure | undefined {
  const points = statics.flatMap(({ T, answer }) => {
    const CQ = answer.fits[0]?.params['CQ'];
    return CQ?.value && CQ.u ? [{ T, value: CQ.value, u: CQ.u }] : [];
  });
  if (points.length === 0) return undefined;
  return {
    v: 1,
    id: 'nmr-cq',
    title: 'Quadrupole coupling of 7Li (simulated)',
    description: 'Simulated. Quadrupole coupling constant against temperature, from fits of static 7Li spectra; bars are 95 % intervals.',
    axes: {
      x: { quantity: 'temperature', unit: 'K', scale: 'linear' },
      y: { quantity: 'quadrupole-coupling', unit: 'Hz', scale: 'linear' },
    },
    layers: [
      {
        kind: 'points',
        series: 'C_Q',
        role: 'data',
        x: points.map((point) => point.T),
        y: points.map((point) => point.value),
        lo: points.map((point) => point.value - 1.96 * point.u),
        hi: points.map((point) => point.value + 1.96 * point.u),
      },
    ],
  };
}
