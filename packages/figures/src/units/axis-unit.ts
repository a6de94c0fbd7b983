import type { Axis } from '@ionwalk/core';
import { italic, plain, sup, type RichText } from '../text/rich-text.ts';
import { displayUnit, type DisplayUnit } from './display-unit.ts';
import { quantityName } from './quantity-name.ts';
import type { UnitChoice } from './unit-choice.ts';
import { unitLabel } from './unit-label.ts';

/** How an axis shows its numbers, and its label. */
export interface AxisUnit extends DisplayUnit {
  readonly label: RichText;
}

/**
 * Unit and label of an axis: *D* (cm² s⁻¹), 1000/*T* (K⁻¹), *Z*′ (kΩ).
 * @param largest largest finite magnitude on the axis in its own unit; axes that must share a unit are given the same number
 */
export function axisUnit(axis: Pick<Axis, 'quantity' | 'unit' | 'scale'>, largest: number, choice: UnitChoice = {}): AxisUnit {
  if (axis.unit === '1/K' && axis.quantity === 'reciprocal-temperature') {
    const label: RichText = [plain('1000/'), italic('T'), plain(' (K'), sup('−1'), plain(')')];
    return { unit: '1/K', factor: 1000, offset: 0, power: -3, label };
  }
  const shown = displayUnit(axis.unit, largest, axis.scale !== 'log', choice);
  return { ...shown, label: [...quantityName(axis.quantity), ...unitInBrackets(shown)] };
}

/** ` (10⁹ s m⁻²)`; nothing for a plain number. */
export function unitInBrackets(shown: Pick<DisplayUnit, 'unit' | 'power'>): RichText {
  const unit = unitLabel(shown.unit);
  const power = shown.power === 0 ? [] : [plain('10'), sup(String(shown.power).replace('-', '−'))];
  if (unit.length === 0 && power.length === 0) return [];
  const gap = unit.length > 0 && power.length > 0 ? [plain('\u00a0')] : [];
  return [plain(' ('), ...power, ...gap, ...unit, plain(')')];
}
