import type { AnalysisContext, ChoiceParam, Fitted, Json, NumberParam, Table } from '@ionwalk/core';
import { leastSquares, type ModelProblem, parametricBootstrap, profileLimit, studentTQuantile } from '@ionwalk/core/fit';

const METHODS = ['none', 'profile', 'bootstrap'] as const;

export const INTERVAL_OPTIONS: {
  readonly intervals: ChoiceParam & { readonly options: typeof METHODS };
  readonly draws: NumberParam & { readonly default: number };
  readonly seed: NumberParam & { readonly default: number };
} = {
  intervals: {
    type: 'choice',
    title: 'Further 95 % intervals',
    doc: 'Beside those of the covariance: by profile likelihood, where the chi-square of the best fit with one parameter held rises by t² s²; or by parametric bootstrap, from fits to spectra simulated with the noise found.',
    options: METHODS,
    default: 'none',
  },
  draws: { type: 'number', title: 'Simulated spectra of the bootstrap', unit: '1', default: 500, min: 50, max: 20_000 },
  seed: { type: 'number', title: 'Seed of the bootstrap', unit: '1', default: 1, min: 0, max: 2 ** 31 },
};

export interface ParameterInterval {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** 95 %; null where there is no limit on that side. */
  readonly low: number | null;
  readonly high: number | null;
  /** value ± t u of the covariance, null without u. */
  readonly covariance: readonly [number, number] | null;
}

/** Ends that differ from those of the covariance by more than this part of its half-width are worth a word. */
const DIFFERENT = 0.2;

/**
 * 95 % intervals of the free parameters by profile likelihood or bootstrap, beside ± t u of the covariance; the note `eis/intervals` names those that differ by more than
 * a fifth.
 * @param problem – that was solved, with what is fixed left so
 * @returns undefined for `none`
 */
export function parameterIntervals(
  { problem: build, fitted }: { readonly problem: () => ModelProblem; readonly fitted: Fitted },
  { intervals: method, draws, seed }: { readonly intervals: (typeof METHODS)[number]; readonly draws: number; readonly seed: number },
  ctx: Pick<AnalysisContext, 'note'>,
): { readonly table: Table; readonly extra: Json } | undefined {
  if (method === 'none') return undefined;
  const { params, dof } = fitted.fit;
  const { problem, starts, sigmaKnown } = build();
  const names = problem.parameters.map(({ name }) => name);
  const start = Float64Array.from(names, (name, j) =>
    params[name]?.bound === null ? (params[name].value ?? starts[0]![j]!) : starts[0]![j]!,
  );
  const best = leastSquares(problem, { start });
  const variance = sigmaKnown ? 1 : best.chi2 / Math.max(best.dof, 1);
  const t = sigmaKnown || dof < 1 ? 1.959_963_984_540_054 : studentTQuantile(0.975, dof);
  const bootstrap =
    method === 'bootstrap'
      ? parametricBootstrap(problem, best, { draws: Math.round(draws), seed: Math.round(seed), sigmaKnown })
      : undefined;
  const found = names.flatMap((name, j): ParameterInterval[] => {
    const parameter = params[name];
    if (!parameter || parameter.fixed) return [];
    const limit = (side: 'lower' | 'upper'): number | undefined =>
      bootstrap
        ? bootstrap.quantile(j, side === 'lower' ? 0.025 : 0.975)
        : profileLimit(problem, best, j, { side, rise: t * t * variance }).value;
    const value = best.parameters[j]!;
    const u = parameter.bound === null ? parameter.u : null;
    return [
      {
        name,
        unit: parameter.unit,
        value,
        low: finite(limit('lower')),
        high: finite(limit('upper')),
        covariance: u === null ? null : [value - t * u, value + t * u],
      },
    ];
  });
  const apart = found.filter(({ low, high, covariance }) => {
    if (!covariance) return false;
    const half = (covariance[1] - covariance[0]) / 2;
    return (
      low === null || high === null || Math.abs(low - covariance[0]) > DIFFERENT * half || Math.abs(high - covariance[1]) > DIFFERENT * half
    );
  });
  ctx.note(
    'eis/intervals',
    `95 % intervals by ${method === 'profile' ? 'profile likelihood' : `bootstrap, ${bootstrap!.draws} of ${Math.round(draws)} draws`}: ${apart.length === 0 ? 'those of the covariance agree' : `those of the covariance differ for ${apart.map(({ name }) => name).join(', ')}: take these`}`,
    'option --intervals',
  );
  return { table: tableOf(found, method), extra: found.map((one) => ({ ...one, method })) };
}

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);

const tableOf = (found: readonly ParameterInterval[], method: string): Table => ({
  id: 'eis-intervals',
  title: `95 % intervals by ${method === 'profile' ? 'profile likelihood' : method} and by covariance, SI`,
  columns: [
    { name: 'parameter', values: found.map(({ name }) => name) },
    { name: 'unit', values: found.map(({ unit }) => unit) },
    { name: 'value', values: found.map(({ value }) => value) },
    { name: `${method} low`, values: found.map(({ low }) => low) },
    { name: `${method} high`, values: found.map(({ high }) => high) },
    { name: 'covariance low', values: found.map(({ covariance }) => covariance?.[0] ?? null) },
    { name: 'covariance high', values: found.map(({ covariance }) => covariance?.[1] ?? null) },
  ],
});
