import type { Json, Table } from '@ionwalk/core';
import type { ImageInversion } from './invert-image.ts';

/** The key `inverse` of the answer; `dof` is that of the preferred fit, with the effective number of parameters. */
export function describeInversion(inversion: ImageInversion): { readonly [key: string]: Json } {
  const { problem, mixed, verdict, common, individual, probability, boundaries } = inversion;
  return {
    verdict,
    chi2Common: common.fit.likelihood.chi2,
    chi2Individual: individual?.fit.likelihood.chi2 ?? null,
    dof: (verdict === 'individual' && individual ? individual : common).dof,
    probability: Number.isNaN(probability) ? null : probability,
    bicCommon: common.bic,
    bicIndividual: individual?.bic ?? null,
    effectiveParameters: individual?.effective ?? common.effective,
    pixel: problem.grid.pixel,
    mixedPixels: mixed,
    boundaries: boundaries.map(({ a, b, length, permeance, uLn, identifiable }) => ({ a, b, length, P: permeance, uLn, identifiable })),
  };
}

/** The boundaries as a table, for the figures and for reading. */
export function boundaryTable({ boundaries }: ImageInversion): Table {
  return {
    id: 'sims-boundaries',
    title: 'Grain boundaries',
    columns: [
      { name: 'boundary', values: boundaries.map(({ a, b }) => `${a}-${b}`) },
      { name: 'length', unit: 'm', values: boundaries.map((boundary) => boundary.length) },
      { name: 'P', unit: 'm/s', values: boundaries.map((boundary) => boundary.permeance) },
      { name: 'u of ln P', unit: '1', values: boundaries.map((boundary) => boundary.uLn) },
      { name: 'identifiable', values: boundaries.map((boundary) => (boundary.identifiable ? 'yes' : 'no')) },
    ],
  };
}
