import { convertUnit, type DiffusionRecord, type FitParam } from '@ionwalk/core';
import { formatQuantity } from '@ionwalk/figures';
import { displayed, type DisplayUnits } from './display-units.ts';

/** `4.18(13)e-7 cm2/s`; a bound with its sign; an uncertainty too wide for brackets as a factor. */
export function recordText(record: DiffusionRecord, units: DisplayUnits): string {
  const { value, unit } = displayed(record.value, record.unit, units);
  if (record.bound) return `${record.bound === 'upper' ? '<' : '>'} ${formatQuantity(value, null, unit)}`;
  const shared = record.effects.reduce((sum, effect) => sum + (effect.u ?? 0) ** 2, 0);
  if (record.u === null) return `${formatQuantity(value, null, unit)} (uncertainty unknown)`;
  const u = Math.sqrt(record.u ** 2 + shared);
  return u > 0.5
    ? `${formatQuantity(value, null, unit)} within a factor ${Math.exp(u).toPrecision(2)}`
    : formatQuantity(value, value * u, unit);
}

/** A fitted parameter in the unit people read; eV beside J/mol. */
export function paramText(param: FitParam, units: DisplayUnits): string {
  if (param.value === null) return 'not determined';
  const { value, factor, unit } = displayed(param.value, param.unit, units);
  if (param.bound === 'none') return 'not determined';
  if (param.bound) return `${param.bound === 'upper' ? '<' : '>'} ${formatQuantity(value, null, unit)}`;
  const text = formatQuantity(value, param.fixed ? 0 : param.u === null ? null : param.u * Math.abs(factor), unit);
  const energy =
    param.unit === 'J/mol'
      ? ` = ${formatQuantity(convertUnit(param.value, 'J/mol', 'eV'), param.u === null ? null : convertUnit(param.u, 'J/mol', 'eV'), 'eV')}`
      : '';
  return `${text}${energy}${param.fixed ? ' fixed' : ''}${param.derived ? ' derived' : ''}`;
}
