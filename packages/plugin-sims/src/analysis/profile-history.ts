import { usageError } from '@ionwalk/core';

/** What the options of `sims profile` say of the sample and its history. */
export interface History {
  readonly time: number;
  readonly then: number | undefined;
  readonly source: number | undefined;
  readonly background: number | undefined;
  readonly thickness: number | undefined;
  readonly 'grain-size': number | undefined;
  readonly 'D-bulk': number | undefined;
  readonly 'sputter-rate': number | undefined;
  readonly crater: number | undefined;
  readonly 'source-width': number | undefined;
  readonly interface: number | undefined;
  readonly 'gb-width': number | undefined;
  readonly 'gb-density': number | undefined;
  readonly resolution: number | undefined;
  readonly second: string;
  readonly 'then-ratio': number;
}

/** The history as `meta` of the rows that models fit. */
export const profileHistory = (options: History): { readonly [key: string]: number | null } => ({
  time: options.time + (options.second === 'open' ? options['then-ratio'] * (options.then ?? 0) : 0),
  sealed: options.then === undefined || options.second === 'open' ? null : options['then-ratio'] * options.then,
  source: options.source ?? null,
  background: options.background ?? null,
  thickness: options.thickness ?? null,
  grainSize: options['grain-size'] ?? null,
  bulkDiffusivity: options['D-bulk'] ?? null,
  sourceWidth: options['source-width'] ?? null,
  interface: options.interface ?? null,
  boundaryWidth: options['gb-width'] ?? null,
  boundaryDensity: boundaryDensity(options) ?? null,
  resolution: options.resolution ?? null,
});

/** Length of boundaries per area: as given, else that of parallel boundaries one grain apart. */
export const boundaryDensity = (options: History): number | undefined =>
  options['gb-density'] ?? (options['grain-size'] === undefined ? undefined : 1 / options['grain-size']);

/** Throws usage `sims/time-missing`, `sims/option-range`. */
export function checkHistory(options: History): void {
  const positive = [
    'time',
    'then',
    'then-ratio',
    'thickness',
    'grain-size',
    'D-bulk',
    'sputter-rate',
    'crater',
    'source-width',
    'interface',
    'gb-width',
    'gb-density',
    'resolution',
  ] as const;
  for (const name of positive) {
    const value = options[name];
    if ((name === 'time' && value === undefined) || (value !== undefined && !(value > 0 && Number.isFinite(value)))) {
      throw usageError(
        value === undefined ? 'sims/time-missing' : 'sims/option-range',
        value === undefined ? 'the duration of the exchange is missing' : `--${name} must be greater than zero`,
        {
          where: `option --${name}`,
          fix: name === 'time' ? 'give it with its unit, for example --time 59h' : `give --${name} with its unit, greater than zero`,
        },
      );
    }
  }
}
