import { inputError, type Variable } from '@ionwalk/core';
import type { TableColumns } from './table-columns.ts';

interface SeriesVariables {
  readonly size: { readonly point: number };
  readonly variables: Record<string, Variable>;
}

const TIMES = ['T1', 'T2', 'T1rho'] as const;

/**
 * Rates 1/T1, 1/T2, 1/T1rho [1/s] one after another, with their temperatures [K], from columns of times [s]; blank cells are left out where a
 * table has more than one of the columns. u_T1 [s] becomes the uncertainty of the rate, u/T1².
 */
export function relaxationSeries(columns: TableColumns): SeriesVariables {
  const temperature = columns.positive(columns.has('T') ? 'T' : 'temperature', 'K');
  const larmor = columns.has('larmor') ? columns.positive('larmor', 'Hz') : undefined;
  const lock = columns.has('lock') ? columns.positive('lock', 'Hz') : undefined;
  const present = TIMES.filter((name) => columns.has(name));
  const points: { T: number; rate: number; u: number; process: number; larmor: number; lock: number }[] = [];
  for (const name of present) {
    const times = present.length > 1 ? columns.positiveOrBlank(name, 's') : columns.positive(name, 's');
    const u = columns.has(`u_${name}`) ? columns.numbers(`u_${name}`, 's', NaN) : undefined;
    times?.forEach((time, i) => {
      if (Number.isNaN(time)) return;
      const uncertainty = u?.[i] ?? NaN;
      if (u && !(uncertainty > 0)) {
        throw inputError('nmr/table-value', `u_${name} is ${uncertainty} where ${name} is ${time}`, {
          where: columns.path,
          fix: 'give a positive standard uncertainty for every time',
        });
      }
      // A subnormal time has no rate, and u/T² overflows long before.
      if (!Number.isFinite(1 / time) || (u && !Number.isFinite(uncertainty / time / time))) {
        throw inputError('nmr/table-value', `${name} is ${time} s: no relaxation time`, {
          where: columns.path,
          fix: `correct ${name} or its unit, or leave the row out`,
        });
      }
      points.push({
        T: temperature[i] as number,
        rate: 1 / time,
        u: uncertainty / time / time,
        process: TIMES.indexOf(name) + 1,
        larmor: larmor?.[i] ?? NaN,
        lock: lock?.[i] ?? NaN,
      });
    });
  }
  if (points.length === 0)
    throw inputError('nmr/table-empty', 'no row has a relaxation time', { where: columns.path, fix: 'fill the column T1' });
  const pick = (key: keyof (typeof points)[number]): Float64Array => Float64Array.from(points, (point) => point[key]);
  const sigma = pick('u');
  const known = sigma.every((value) => value > 0);
  return {
    size: { point: points.length },
    variables: {
      temperature: { values: pick('T') },
      rate: { values: pick('rate'), ...(known && { sigma }) },
      process: { values: pick('process') },
      ...(larmor && { larmor: { values: pick('larmor') } }),
      ...(lock && { lock: { values: pick('lock') } }),
    },
  };
}
