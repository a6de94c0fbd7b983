import type { DiffusionRecord, SampleInfo } from '../api/record.ts';
import { inputError } from '../errors.ts';
import { cellVolume } from '../physics/carrier-density.ts';
import { parseFormula } from '../physics/formula.ts';

/** Relative difference of two volumes that rounding of the stated cell explains, and per kelvin the largest thermal expansion of a solid. */
const ROUNDING = 1e-3;
const EXPANSION = 1.5e-4;

interface Stated {
  readonly record: DiffusionRecord;
  readonly index: number;
}

/**
 * Refuses records that state one sample id but two compositions or cells: they can't be of one sample, and their carrier densities would mix.
 * Formulas are compared as compositions (order and vacancies don't matter), cells by the volume per formula unit, which may differ by rounding
 * and by thermal expansion between the temperatures of the two. What is not stated contradicts nothing.
 * @param where – place of a record, such as `path:line`; its id where absent
 * @throws record/sample
 */
export function requireOneSample(records: readonly DiffusionRecord[], where?: (index: number) => string): void {
  const formulas = new Map<string, Stated>();
  const cells = new Map<string, Stated>();
  records.forEach((record, index) => {
    const { sample } = record;
    if (sample === null || (sample.formula === undefined && sample.cell === undefined)) return;
    const now = { record, index };
    for (const [known, differ, show] of [
      [formulas, (first: SampleInfo) => otherFormula(first, sample), (of: SampleInfo) => of.formula],
      [cells, (_: SampleInfo, first: Stated) => otherCell(first.record, record), (of: SampleInfo) => JSON.stringify(of.cell)],
    ] as const) {
      if (show(sample) === undefined) continue;
      const first = known.get(sample.id);
      if (first === undefined) known.set(sample.id, now);
      else if (differ(first.record.sample as SampleInfo, first)) {
        const place = (one: Stated): string => where?.(one.index) ?? one.record.id;
        throw inputError(
          'record/sample',
          `sample '${sample.id}' is ${show(sample)} here and ${show(first.record.sample as SampleInfo)} at ${place(first)}`,
          {
            where: place(now),
            fix: 'correct the one that is wrong, or give two samples two ids',
          },
        );
      }
    }
  });
}

function otherFormula({ formula: a }: SampleInfo, { formula: b }: SampleInfo): boolean {
  if (a === b || a === undefined || b === undefined) return false;
  const [p, q] = [tryTo(() => parseFormula(a)), tryTo(() => parseFormula(b))];
  if (p === undefined || q === undefined) return true;
  return p.size !== q.size || [...p].some(([element, count]) => Math.abs(count - (q.get(element) ?? NaN)) > 1e-9 || !q.has(element));
}

function otherCell(a: DiffusionRecord, b: DiffusionRecord): boolean {
  const [p, q] = [a, b].map(({ sample }) => sample?.cell && tryTo(() => cellVolume(sample.cell as never) / (sample.cell?.Z ?? 1)));
  if (p === undefined || q === undefined) return JSON.stringify(a.sample?.cell) !== JSON.stringify(b.sample?.cell);
  const kelvins = a.T === null || b.T === null ? 0 : Math.abs(a.T - b.T);
  return Math.abs(Math.log(p / q)) > ROUNDING + EXPANSION * kelvins;
}

function tryTo<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
