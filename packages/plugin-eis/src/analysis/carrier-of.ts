import {
  type AnalysisContext,
  type Carrier,
  carrierDensity,
  type Cell,
  cellVolume,
  cellVolumeUncertainty,
  doubtfulPacking,
  isIonwalkError,
  mobileIon,
  parseCell,
  parseFormula,
  usageError,
} from '@ionwalk/core';

export interface CarrierOptions {
  readonly formula: string;
  readonly cell: string;
  readonly formulaUnits: number;
  readonly carrierDensity: number | undefined;
  readonly carrierCount: Carrier['count'];
  readonly ion: string;
}

export interface IonAndCarrier {
  readonly ion: { readonly element: string; readonly isotope: null; readonly z: number } | null;
  readonly carrier: Carrier | undefined;
  readonly cell: Cell | undefined;
  /** What D_sigma lacks, in words, and the option that gives it. */
  readonly missing?: { readonly what: string; readonly option: string };
}

/** Carriers per volume [1/m3] beyond which no solid goes (diamond has 1.8e29 atoms), and below which a unit was mistaken. */
const MOST = 2e29;
const LEAST = 1e24;

/**
 * The moving ion (`Li+`, else the mobile one of the formula) and its density: `--carrier-density` as it stands, of the population `--carrier-count`
 * names, else every ion of that element in the formula over the cell's volume. Usage errors `eis/ion`, `carrier/formula`, `carrier/cell`, `units/…`, and
 * `carrier/implausible` above 2e29 per m3; below 1e24 that is a warning.
 */
export function carrierOf(options: CarrierOptions, ctx: Pick<AnalysisContext, 'uncertainty' | 'warn'>): IonAndCarrier {
  const { formula, formulaUnits } = options;
  const cell = options.cell === '' ? undefined : typed('cell', () => parseCell(options.cell, formulaUnits));
  if (cell) typed('cell', () => cellVolume(cell));
  if (formula !== '') typed('formula', () => parseFormula(formula));
  const found = options.ion === '' ? (formula === '' ? undefined : mobileIon(formula)) : parseIon(options.ion);
  const ion = found ? { element: found.element, isotope: null, z: found.z } : null;
  const carrier = ((): Carrier | undefined => {
    if (options.carrierDensity !== undefined)
      return {
        c: options.carrierDensity,
        u: ctx.uncertainty('carrier-density') ?? 0,
        count: options.carrierCount,
        how: 'carrier density as given',
      };
    if (formula === '' || !cell || !ion) return undefined;
    const doubt = doubtfulPacking(formula, cell);
    if (doubt !== undefined) ctx.warn('carrier/packing', doubt, 'option --cell');
    return {
      c: typed(options.ion === '' ? 'formula' : 'ion', () => carrierDensity(formula, cell, ion.element)),
      u: cellVolumeUncertainty(options.cell),
      count: 'all',
      how: `all ${ion.element} of ${formula}, ${formulaUnits} per cell of ${options.cell}`,
    };
  })();
  if (carrier) checkDensity(carrier.c, options.carrierDensity === undefined ? 'cell' : 'carrier-density', ctx);
  const missing = missingOf(options, ion !== null, carrier !== undefined);
  return { ion, cell, carrier, ...(missing ? { missing } : {}) };
}

/** An error of the core about a text is wrong usage where the text is an option. */
function typed<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    throw usageError(error.code, error.message, { where: `option --${option}`, fix: error.fix, cause: error });
  }
}

function checkDensity(c: number, option: string, ctx: Pick<AnalysisContext, 'warn'>): void {
  const where = `option --${option}`;
  const check =
    option === 'cell'
      ? 'check the unit of --cell (3.87A), --formula and --formula-units'
      : 'check the number and unit of --carrier-density';
  if (c > MOST)
    throw usageError('carrier/implausible', `${c.toExponential(2)} carriers per m3 are more than any solid has atoms`, {
      where,
      fix: check,
    });
  if (c < LEAST)
    ctx.warn('carrier/implausible', `${c.toExponential(2)} carriers per m3 are fewer than in any ionic conductor: ${check}`, where);
}

function missingOf({ formula, cell }: CarrierOptions, ion: boolean, carrier: boolean): IonAndCarrier['missing'] {
  if (carrier && ion) return undefined;
  if (carrier) return { what: 'which ion moves is not known: give --ion (Li+), or --formula,', option: 'ion' };
  const or = 'or --carrier-density';
  if (formula !== '' && !ion)
    return {
      what: `no carrier density: ${formula} holds no ion known to move, give --ion${cell === '' ? ' and --cell' : ''}`,
      option: 'ion',
    };
  if (formula !== '') return { what: `no carrier density: --formula is there, give --cell too, ${or},`, option: 'cell' };
  if (cell !== '') return { what: `no carrier density: --cell is there, give --formula too, ${or},`, option: 'formula' };
  return { what: `no carrier density: give --formula and --cell, ${or}${ion ? '' : ' and --ion'},`, option: 'formula' };
}

/** `Li+`, `O2-`, `Mg2+`; a bare element takes the charge it usually has. */
function parseIon(text: string): { element: string; z: number } {
  const match = /^([A-Z][a-z]?)(\d*)([+-]?)$/.exec(text.trim());
  const element = match?.[1] ?? '';
  const known = match && match[3] === '' && match[2] === '' ? tryMobileIon(element) : undefined;
  if (known) return known;
  if (!match || match[3] === '')
    throw usageError('eis/ion', `'${text}' is no ion`, {
      where: 'option --ion',
      fix: 'write element, charge number and sign: Li+, Na+, O2-',
    });
  return { element, z: Number(match[2] || 1) * (match[3] === '-' ? -1 : 1) };
}

function tryMobileIon(element: string): { element: string; z: number } | undefined {
  try {
    return mobileIon(element);
  } catch {
    return undefined;
  }
}
