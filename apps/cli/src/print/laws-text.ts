import type { Law } from '@ionwalk/core/compare';
import { formatQuantity } from '@ionwalk/figures';
import { displayed, type DisplayUnits, temperatureText } from './display-units.ts';
import { textTable } from './text-table.ts';

/** Laws for people: one line each, with the break where there is one. */
export function lawsText(laws: readonly Law[], units: DisplayUnits): string {
  if (laws.length === 0) return '';
  const rows = laws.map((law) => [
    law.kind,
    law.region ?? '',
    law.sample ?? '',
    `Ea ${formatQuantity(law.Ea_eV, law.u_Ea_eV, 'eV')}`,
    law.model,
    `${law.n} points`,
    `${temperatureText(law.range[0], units)} to ${temperatureText(law.range[1], units)}`,
    law.break ? `break at ${law.break.T.toFixed(0)} ± ${law.break.u.toFixed(0)} K, ${law.break.Ea_high_eV.toFixed(3)} eV above` : '',
  ]);
  return `Laws\n${textTable(rows, { indent: '  ' })}${predictionsText(laws, units)}`;
}

/** What the laws say of the temperatures asked for, or why they say nothing. */
function predictionsText(laws: readonly Law[], units: DisplayUnits): string {
  const rows = laws.flatMap((law) =>
    (law.predictions ?? []).map(({ T, value, lo, hi, code }) => [
      law.kind,
      law.region ?? '',
      law.sample ?? '',
      temperatureText(T, units),
      value === null ? (code ?? '') : valueText(value, units),
      lo === null || hi === null ? '' : `${valueText(lo, units)} to ${valueText(hi, units)}`,
    ]),
  );
  return rows.length === 0 ? '' : `Predicted by all laws, weighted by Akaike (95 %)\n${textTable(rows, { indent: '  ' })}`;
}

function valueText(value: number, units: DisplayUnits): string {
  const shown = displayed(value, 'm2/s', units);
  return `${shown.value < 1e-3 ? shown.value.toExponential(2) : shown.value.toPrecision(3)} ${shown.unit}`;
}
