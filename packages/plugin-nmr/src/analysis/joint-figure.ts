import type { Figure, Layer } from '@ionwalk/core';

/** One decay of a joint fit and what tells it from the others. */
export interface NamedDecay {
  readonly figure: Figure;
  /** K */
  readonly T: number | undefined;
  /** s */
  readonly Delta: number | undefined;
}

/** All decays of a joint fit over b in one figure, coldest first, each relative to its own S0, named by temperature, or by Delta where that is what differs. */
export function jointFigure(decays: readonly NamedDecay[]): Figure {
  const sameT = new Set(decays.map(({ T }) => T)).size === 1;
  const ordered = [...decays].sort((a, b) => (sameT ? (a.Delta ?? 0) - (b.Delta ?? 0) : (a.T ?? 0) - (b.T ?? 0)));
  const names = new Map<string, number>();
  const layers = ordered.flatMap(({ figure, T, Delta }): Layer[] => {
    const plain =
      sameT && Delta !== undefined ? `Δ ${(Delta * 1e3).toPrecision(3)} ms` : T === undefined ? figure.title : `${T.toFixed(1)} K`;
    const count = (names.get(plain) ?? 0) + 1;
    names.set(plain, count);
    const series = count === 1 ? plain : `${plain} (${count})`;
    return figure.layers.flatMap((layer): Layer[] =>
      (layer.kind === 'points' || layer.kind === 'line') && (layer.role === 'data' || layer.role === 'fit') ? [{ ...layer, series }] : [],
    );
  });
  const axes = (ordered[0] as NamedDecay).figure.axes;
  return {
    v: 1,
    id: 'nmr-echo-decays',
    title: 'Echo decays, one law',
    description: `Echo amplitude against diffusion weighting b for ${decays.length} series fitted together: ${[...names.keys()].join(', ')}.`,
    axes,
    layers,
  };
}
