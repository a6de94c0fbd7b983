import { defineAnalysis, inputError, usageError, type Analysis, type AnalysisContext, type Effect, type RecordDraft } from '@ionwalk/core';
import { boundaryFit, type BoundaryFit, type BoundaryFlux } from '../boundary/boundary-fit.ts';
import { fractionationShift } from '../boundary/fractionation-shift.ts';
import { parseBoundaries } from '../boundary/parse-boundaries.ts';
import { orderedRows } from '../boundary/rows-near.ts';
import { boundaryFigure } from '../figures/boundary-figure.ts';
import { imageMask } from '../counting/image-mask.ts';
import { SimsLabelMap } from '../inverse/label-map.ts';
import { SimsImage, SimsProfile } from '../kinds.ts';
import { tracerRecord } from '../profile/profile-record.ts';
import type { TracerRows } from '../profile/fraction-rows.ts';
import { tracerRows } from '../profile/tracer-rows.ts';
import { BACKGROUND, COUNTING, CURVE, LINE, ORIGIN, WIDTH } from './options.ts';

const INPUTS = {
  sample: { title: 'Profile, or image with a line', kind: [SimsProfile, SimsImage] },
  mask: { title: 'Label map of the pixels of an image to use; 0 is left out', kind: SimsLabelMap, optional: true },
} as const;
const OPTIONS = {
  boundary: {
    type: 'text',
    default: '',
    repeatable: true,
    title: 'Position of a boundary',
    doc: 'With its unit, 25um; several may be given.',
  },
  'D-bulk': {
    type: 'number',
    unit: 'm2/s',
    display: 'cm2/s',
    min: 0,
    title: 'Diffusion coefficient inside the grains',
    doc: 'The flux is then taken from the gradient beside the boundary.',
  },
  'D-eff': {
    type: 'number',
    unit: 'm2/s',
    display: 'cm2/s',
    min: 0,
    title: 'Diffusion coefficient over many grains',
    doc: 'The flux is then taken from the gradient over many grains.',
  },
  'gb-width': {
    type: 'number',
    unit: 'm',
    display: 'nm',
    min: 0,
    title: 'Width of the boundary',
    doc: 'Only D_gb depends on it, never P.',
  },
  ...COUNTING,
  ...BACKGROUND,
  line: LINE,
  curve: CURVE,
  width: WIDTH,
  origin: ORIGIN,
} as const;

/** Below this probability of chi2 the polynomials are said not to describe the data. */
const POOR = 1e-4;
/** With fewer grains in the window, the slope depends on where in the staircase it begins and ends. */
const FEW_GRAINS = 6;

/** Permeance of grain boundaries from the step of the fraction across each, and D_gb for a stated width. */
export const boundaryAnalysis: Analysis = defineAnalysis({
  id: 'boundary',
  title: 'Permeance of grain boundaries',
  doc: 'Fits the step of the tracer fraction and the gradient at each boundary; the flux through both is the same, so P = -D (df/dx)/step.',
  inputs: INPUTS,
  options: OPTIONS,
  async run({ sample, mask }, options, ctx) {
    const flux = fluxOf(options);
    const rows = await tracerRows(sample, options, ctx, imageMask(mask, options['mask-labels'] ?? '', sample.size));
    const ordered = orderedRows(rows);
    const positions = parseBoundaries(options.boundary, ordered.x);
    const edges = [-Infinity, ...positions, Infinity];
    const fits = positions.map((at, i) => {
      const found = boundaryFit(ordered, at, edges[i] as number, edges[i + 2] as number, flux);
      if (found) return found;
      throw inputError('sims/too-few-rows', `too few rows that hold counts beside the boundary at ${at} m`, {
        where: rows.title,
        fix: 'measure more points, or leave this boundary out',
      });
    });
    const effects = [...ctx.effects, ...diffusivityEffect(flux, ctx)];
    const uAlpha = ctx.uncertainty('fractionation') ?? 0;
    const records = fits.flatMap((found, i) => {
      const known = uAlpha > 0 && found.permeance.bound === null;
      const sides = [edges[i] as number, edges[i + 2] as number] as const;
      const shift = known ? fractionationShift(ordered, found.position, sides, flux, uAlpha) : undefined;
      const tag = `fractionation:${sample.conditions.sample ?? sample.title}`;
      return recordOf(found, judge(found, ctx), flux, rows, shift === undefined ? effects : [...effects, { tag, u: shift }], ctx, i);
    });
    if (flux.width === undefined) ctx.note('sims/gb-width', 'P is given without a D_gb: that needs a width, --gb-width');
    return { records, fits: fits.map((found) => found.fit), figures: [boundaryFigure(rows, fits)] };
  },
});

interface FluxOptions {
  readonly 'D-bulk': number | undefined;
  readonly 'D-eff': number | undefined;
  readonly 'gb-width': number | undefined;
}

function fluxOf(options: FluxOptions): BoundaryFlux {
  const [bulk, effective] = [options['D-bulk'], options['D-eff']];
  if ((bulk === undefined) === (effective === undefined)) {
    throw usageError(
      'sims/boundary-flux',
      bulk === undefined ? 'neither --D-bulk nor --D-eff was given' : 'both --D-bulk and --D-eff were given',
      {
        where: 'option --D-bulk',
        fix: 'give exactly one: --D-bulk for the gradient inside the grains, --D-eff for the one over many grains',
      },
    );
  }
  const diffusivity = (bulk ?? effective) as number;
  const width = options['gb-width'];
  for (const [name, value] of [
    [bulk === undefined ? 'D-eff' : 'D-bulk', diffusivity],
    ['gb-width', width],
  ] as const) {
    if (value !== undefined && !(value > 0 && Number.isFinite(value))) {
      throw usageError('sims/option-range', `--${name} must be greater than zero`, {
        where: `option --${name}`,
        fix: `give --${name} with its unit, greater than zero`,
      });
    }
  }
  return { diffusivity, macroscopic: bulk === undefined, width };
}

/** The uncertainty of the diffusion coefficient is common to all boundaries: an effect, not part of u. */
function diffusivityEffect(flux: BoundaryFlux, ctx: AnalysisContext): Effect[] {
  const option = flux.macroscopic ? 'D-eff' : 'D-bulk';
  const u = ctx.uncertainty(option);
  return u === undefined ? [] : [{ tag: option, u }];
}

function judge(found: BoundaryFit, ctx: AnalysisContext): string[] {
  const flags: string[] = [];
  const where = `boundary at ${found.position} m`;
  if (found.step.fit.probability < POOR) {
    flags.push('poor-fit');
    ctx.gate(
      'sims/poor-fit',
      `chi-square ${found.fit.chi2.toPrecision(5)} for ${found.fit.dof} degrees of freedom: smooth curves on both sides don't describe these rows; is there another boundary?`,
      where,
    );
  }
  if (!found.fit.converged) {
    flags.push('not-converged');
    ctx.gate('sims/not-converged', 'the fit of step and gradient did not converge', where);
  }
  if (found.grains !== null && found.grains < FEW_GRAINS) {
    flags.push('few-grains');
    ctx.warn(
      'sims/few-grains',
      `the profile spans about ${found.grains.toFixed(1)} such steps: too few for a gradient over many grains; --D-bulk uses the one beside the boundary`,
      where,
    );
  }
  const { bound, value } = found.permeance;
  if (bound === 'none')
    ctx.gate('sims/bound', 'neither the step nor the gradient is known, or their signs contradict each other: P is not determined', where);
  else if (bound !== null) {
    flags.push('P-bound');
    ctx.gate(
      'sims/bound',
      `the data only bound P: ${bound === 'lower' ? 'at least' : 'at most'} ${(value as number).toPrecision(3)} m/s (one-sided 95 %)`,
      where,
    );
  }
  return flags;
}

function recordOf(
  found: BoundaryFit,
  flags: readonly string[],
  flux: BoundaryFlux,
  rows: TracerRows,
  effects: readonly Effect[],
  ctx: AnalysisContext,
  index: number,
): RecordDraft[] {
  const { value, uLn, bound } = found.permeance;
  if (value === null || bound === 'none' || flux.width === undefined) return [];
  const source = {
    conditions: rows.conditions,
    tracerLabel: rows.tracerLabel,
    fit: found.fit,
    alternatives: [],
    flags: [...flags, ...(rows.counting?.flags ?? [])],
    time: null,
    given: {
      ...rows.counting?.given,
      gb_width: flux.width,
      P: value,
      [flux.macroscopic ? 'D_eff' : 'D_bulk']: flux.diffusivity,
      boundary: index,
    },
  };
  return [{ ...tracerRecord('gb', value * flux.width, uLn, bound, source, ctx), effects }];
}
