import type { Variable, VariableSpec, WindowedVariable } from '../api/kind.ts';
import { isWindowed } from './validate-dataset.ts';

/** Numbers by which a reader can be checked without printing the data; `null` for what isn't finite or isn't read. */
export interface VariableSummary {
  readonly unit: string;
  readonly dims: readonly string[];
  readonly length: number;
  readonly first?: number | null;
  readonly last?: number | null;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly sum?: number | null;
  /** Number type of a variable that stays in the file and is read on demand. */
  readonly windowed?: WindowedVariable['type'];
  readonly values?: readonly (number | null)[];
}

/** Length, first, last, min, max and sum of a variable. Values that aren't finite count for none of min, max and sum. A windowed one isn't read. */
export function summariseVariable(
  variable: Variable | WindowedVariable,
  spec: VariableSpec,
  length: number,
  values: boolean,
): VariableSummary {
  const { unit, dims } = spec;
  if (isWindowed(variable)) return { unit, dims, length, windowed: variable.type };
  const data = variable.values;
  let [min, max, sum, lost, seen] = [Infinity, -Infinity, 0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    if (!Number.isFinite(value)) continue;
    seen++;
    if (value < min) min = value;
    if (value > max) max = value;
    // Neumaier: what an addition loses is added at the end, so that the sum does not depend on the order
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return {
    unit,
    dims,
    length,
    first: finite(data[0]),
    last: finite(data[data.length - 1]),
    min: seen > 0 ? min : null,
    max: seen > 0 ? max : null,
    sum: finite(sum + lost),
    ...(values ? { values: Array.from(data, finite) } : {}),
  };
}

const finite = (value: number | undefined): number | null => (value !== undefined && Number.isFinite(value) ? value : null);
