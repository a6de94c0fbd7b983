import type { Figure, Layer } from '../../api/figure.ts';
import { constants } from '../../physics/constants.ts';
import type { CompensationGroup } from '../compensation/compensation.ts';
import { seriesLabel, type Series } from '../series.ts';

const K_IN_EV: number = constants.k / constants.e;
const NODES = 24;
/** More ellipses hide one another. */
const MOST_ELLIPSES = 20;
/** √χ²(0.95) of two degrees of freedom. */
const REACH = 2.4477;

/**
 * D0 over E_a with the 95 % ellipse of each law, and the line on which errors of E_a alone would lie: ellipses along that line are no
 * compensation. Where the laws meet elsewhere its line is drawn too.
 */
export function compensationFigure({ series, lines, result }: CompensationGroup): Figure {
  const first = series[0] as Series;
  const style = { quantity: first.kind, ...(first.region === null ? {} : { region: first.region }) };
  const name = seriesLabel(first);
  const energies = lines.map(({ slope }) => -slope * K_IN_EV);
  const ellipses = (lines.length > MOST_ELLIPSES ? [] : lines).map((line): Layer => {
    const turn = Array.from({ length: NODES + 1 }, (_, i) => (2 * Math.PI * i) / NODES);
    const [u, uSlope] = [0, 1].map((k) =>
      Math.hypot(k === 0 ? line.u : line.uSlope, ...line.shifts.map((shift) => shift[k] as number)),
    ) as [number, number];
    const slopes = turn.map((phi) => line.slope + REACH * uSlope * Math.cos(phi));
    return {
      kind: 'line',
      series: name,
      role: 'guide',
      ...style,
      x: slopes.map((slope) => -slope * K_IN_EV),
      y: slopes.map((slope, i) => Math.exp(line.value + REACH * u * Math.sin(turn[i] as number) - slope * line.pivot)),
    };
  });
  const n = lines.length;
  const [meanE, meanV] = [energies.reduce((sum, E) => sum + E / n, 0), lines.reduce((sum, { value }) => sum + value / n, 0)];
  const ends = [Math.min(...energies), Math.max(...energies)];
  const along = (T: number, label: string, dashed: boolean): Layer => ({
    kind: 'line',
    series: label,
    role: dashed ? 'guide' : 'fit',
    ...(dashed ? { dashed: true as const } : {}),
    x: ends,
    // Through the middle of all laws.
    y: ends.map((E) => Math.exp(meanV + meanE / (K_IN_EV * result.T_hm) + (E - meanE) / (K_IN_EV * T))),
  });
  return {
    v: 1,
    id: `meyer-neldel-${first.kind}-${first.region ?? 'unknown'}`,
    title: `Compensation: ${name}`,
    description: result.reason,
    axes: { x: { quantity: 'activation-energy', unit: 'eV', scale: 'linear' }, y: { quantity: 'D_0', unit: 'm2/s', scale: 'log' } },
    layers: [
      ...ellipses,
      {
        kind: 'points',
        series: name,
        role: 'data',
        ...style,
        x: energies,
        y: lines.map(({ value, slope, pivot }) => Math.exp(value - slope * pivot)),
      },
      along(result.T_hm, `errors of E_a alone: 1/(k ${result.T_hm.toFixed(0)} K)`, true),
      ...(result.verdict === 'compensation' && result.T_iso !== null
        ? [along(result.T_iso, `1/(k ${result.T_iso.toFixed(0)} K)`, false)]
        : []),
    ],
  };
}
