import { inputError } from '../../errors.ts';

/** How a column of a table states a coefficient or a conductivity. */
export interface QuantityColumn {
  readonly column: 'value';
  /** Logarithm that was taken of it. */
  readonly log: 'ln' | 'log10' | null;
  /** σT or DT rather than σ or D. */
  readonly timesT: boolean;
  readonly unit: string | null;
  /** Where the symbol alone says it. */
  readonly kind: 'sigma' | null;
}

/** How a column of a table states temperatures. */
export interface TemperatureColumn {
  readonly column: 'T';
  /** T, 1/T or 1000/T. */
  readonly per: null | 1 | 1000;
  readonly unit: string | null;
}

const LOG = /^(?:(log_?10|lg|ln)|(log))(?![a-z])\s*/i;
const SYMBOL = /^(value|d(?:iffusivity|iff)?\*?|sigma|σ|conductivity)\s*[·*×x.]?\s*(T)?$/i;
const RECIPROCAL = /^(1000|10\^?3|1e3|1)\s*\/\s*(?:T|temperature)$/i;
const PLAIN = /^(?:T|temp|temperature)$/i;

/**
 * What a header means, or undefined where it is none of these: `D (cm2/s)`, `log10(D) [m2/s]`, `ln sigmaT (S K/cm)`, `sigma / S cm-1`,
 * `T (degC)`, `1000/T (1/K)`.
 * @throws csv/logarithm – `log` alone, which some mean to base e and others to base 10
 */
export function quantityColumn(header: string, where: string): QuantityColumn | TemperatureColumn | undefined {
  const { text, unit } = splitUnit(header.trim());
  const reciprocal = RECIPROCAL.exec(text);
  if (reciprocal) return { column: 'T', per: reciprocal[1] === '1' ? 1 : 1000, unit };
  if (PLAIN.test(text)) return { column: 'T', per: null, unit };
  const log = LOG.exec(text);
  const inner = log === null ? { text, unit: null } : splitUnit(unwrap(text.slice(log[0].length)));
  const symbol = SYMBOL.exec(unwrap(inner.text));
  if (symbol === null) return undefined;
  if (log?.[2] !== undefined) {
    throw inputError('csv/logarithm', `'${header}' doesn't say which logarithm it is`, {
      where,
      fix: `name the column log10 or ln, in the table or with --column '${header}=${header.replace(/log/i, 'log10')}'`,
    });
  }
  return {
    column: 'value',
    log: log === null ? null : log[1]?.toLowerCase() === 'ln' ? 'ln' : 'log10',
    timesT: symbol[2] !== undefined,
    unit: unit ?? inner.unit,
    kind: /^(sigma|σ|conductivity)$/i.test(symbol[1] as string) ? 'sigma' : null,
  };
}

/** `sigma (S/cm)`, `sigma [S/cm]`, `sigma / S cm-1`, `sigma, S/cm`; brackets that hold the symbol itself are left alone. */
function splitUnit(text: string): { readonly text: string; readonly unit: string | null } {
  const bracket = /^(.*\S)\s*[[(]([^()[\]]+)[\])]$/.exec(text) ?? /^([^()]*[^\s()])\s*\((.+)\)$/.exec(text);
  const inner = (bracket?.[2] ?? '').trim();
  if (bracket && !SYMBOL.test(inner === text ? inner : splitUnit(inner).text)) return { text: (bracket[1] as string).trim(), unit: inner };
  if (RECIPROCAL.test(text)) return { text, unit: null };
  const behind = /^([^/,]*\S|1000\s*\/\s*T)\s*(?:\s\/\s?|,\s+)(\S.*)$/.exec(text);
  // Inside brackets a unit belongs to what the brackets hold.
  return behind && !/\([^)]*$/.test(behind[1] as string)
    ? { text: (behind[1] as string).trim(), unit: (behind[2] as string).trim() }
    : { text, unit: null };
}

const unwrap = (text: string): string => /^\((.*)\)$/.exec(text.trim())?.[1]?.trim() ?? text.trim();
