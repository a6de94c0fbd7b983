import type { Json, ReadContext } from '@ionwalk/core';
import { readArrayList, type ListName } from './array-list.ts';
import { chooseList, missingFromProgram } from './choose-list.ts';
import { readDiffXml, type DiffXml } from './diff-xml.ts';
import { gradientTiming } from './gradient-timing.ts';
import { includesShape } from './includes-shape.ts';
import type { ParameterFile } from './parameter-file.ts';

/** The files beside `ser`, by plain name. */
export interface ExpnoFiles {
  /** Path of the folder as given, with its last slash. */
  readonly folder: string;
  has(file: string): boolean;
  text(file: string): Promise<string | undefined>;
}

export interface ArrayedQuantity {
  /** Value per row in SI, the list wrapped around where it is shorter. */
  readonly step: Float64Array;
  /** `arrayName`, `arrayUnit`; for gradients delta, Delta, shape, sequence and where they came from. */
  readonly meta: { readonly [key: string]: Json };
}

/** What was stepped from row to row, and for gradients how they encode. Without a list: the number of the row. */
export async function arrayedQuantity(
  files: ExpnoFiles,
  { acqus, rows }: { readonly acqus: ParameterFile; readonly rows: number },
  ctx: ReadContext,
): Promise<ArrayedQuantity> {
  const pulseProgram = (await files.text('pulseprogram')) ?? '';
  const diffText = await files.text('diff.xml');
  const diff = diffText === undefined ? undefined : readDiffXml(diffText);
  const name = chooseList((file) => files.has(file), pulseProgram, ctx);
  const list = name === undefined ? gradientsOf(diff) : readArrayList((await files.text(name)) ?? '', name, ctx);
  const missing = missingFromProgram((file) => files.has(file), pulseProgram);
  const lacking = { ...(missing !== undefined && { listMissing: missing, listFolder: files.folder }) };
  if (list === undefined) {
    const expected =
      missing === undefined
        ? ''
        : `; the pulse program steps ${missing}, expected ${files.folder === '' ? 'beside ser' : `at ${files.folder}${missing}`}`;
    ctx.warn('nmr/list-missing', `no list says what was stepped from row to row: step is the number of the row${expected}`, missing);
    return {
      step: Float64Array.from({ length: rows }, (_, i) => i),
      meta: { arrayName: 'row', arrayUnit: '1', listFolder: files.folder, ...lacking },
    };
  }
  const arrayName = name ?? 'diff.xml';
  if (missing !== undefined && name !== undefined)
    ctx.warn('nmr/list-missing', `the pulse program steps ${missing}, which is missing: ${name} may be of an earlier experiment`, missing);
  if (list.length < rows)
    ctx.warn('nmr/list-length', `${arrayName} has ${list.length} entries for ${rows} rows: it wraps around`, arrayName);
  const step = Float64Array.from({ length: rows }, (_, i) => list[i % list.length] as number);
  const arrayUnit = UNITS[name ?? 'difflist'];
  if (arrayUnit !== 'T/m') return { step, meta: { arrayName, arrayUnit, ...lacking } };
  const timing = gradientTiming(acqus, pulseProgram, diff);
  const b = diff?.b.slice(0, rows) ?? [];
  // A difflist holds areas over delta: GPZ times the calibration times the shape's factor.
  const areas = name === 'difflist' || !diff || includesShape(diff, acqus.text('NUC1'), timing.delta, timing.gradientShape);
  const stated = b.length === rows && b.every((value) => Number.isFinite(value));
  return { step, meta: { arrayName, arrayUnit, gradientIncludesShape: areas, ...timing, ...(stated && { vendorB: b }) } };
}
const UNITS: Readonly<Record<ListName, string>> = { vdlist: 's', vplist: 's', vclist: '1', difflist: 'T/m' };

function gradientsOf(diff: DiffXml | undefined): Float64Array | undefined {
  if (!diff || diff.gradient.length === 0 || diff.gradient.some((g) => !Number.isFinite(g))) return undefined;
  return Float64Array.from(diff.gradient);
}
