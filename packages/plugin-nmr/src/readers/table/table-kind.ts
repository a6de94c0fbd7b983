export type TableKind = 'echo-decay' | 'gradient-decay' | 'recovery' | 'relaxation-series' | 'linewidth-series' | 'spectrum';

/** What a table holds, by its column names; undefined for one that isn't ours (impedance: frequency; SIMS: depth, counts). */
export function tableKind(names: readonly string[]): TableKind | undefined {
  const has = (name: string): boolean => names.includes(name);
  if (has('signal')) {
    if (has('b')) return 'echo-decay';
    if (has('g')) return 'gradient-decay';
    if (has('delay')) return 'recovery';
  }
  if ((has('T') || has('temperature')) && (has('T1') || has('T2') || has('T1rho'))) return 'relaxation-series';
  if ((has('T') || has('temperature')) && has('width')) return 'linewidth-series';
  if (has('shift') && has('re')) return 'spectrum';
  return undefined;
}
