import { inputError, type Context } from '@ionwalk/core';

/** `vdlist`, `vplist`: delays [s]; `vclist`: loop counts; `difflist`: gradients [T/m]. */
export type ListName = 'vdlist' | 'vplist' | 'vclist' | 'difflist';

const SUFFIX: Readonly<Record<string, number>> = { n: 1e9, u: 1e6, m: 1e3, s: 1 };
const MAX_ENTRIES = 1_000_000;

/**
 * Values of a list file in SI, in the order of the file. One value per line with a suffix n, u, m, s or none; blank lines and lines that
 * begin with `#` or `;` count for nothing. Without a suffix a `vdlist` is in seconds and a `vplist` in microseconds (as the pulse
 * programs take it; TopSpin's own analysis read one as seconds), which is said: `nmr/list-unit`. A `difflist` is in G/cm.
 * @throws nmr/list-entry – an entry that isn't a finite number, a negative delay, a broken count; nmr/list-empty
 */
export function readArrayList(text: string, name: ListName, ctx: Pick<Context, 'warn'>): Float64Array {
  const values: number[] = [];
  let bare = 0;
  let line = 0;
  for (const raw of text.split('\n')) {
    line++;
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)$/i.exec(content.slice(0, 200));
    const value = match ? toSi(Number(match[1]), (match[2] as string).toLowerCase(), name) : NaN;
    if (!Number.isFinite(value) || (name !== 'difflist' && value < 0)) throw badEntry(content, name, line);
    if (match?.[2] === '') bare++;
    values.push(value);
    if (values.length > MAX_ENTRIES) throw badEntry(`more than ${MAX_ENTRIES} entries`, name, line);
  }
  if (values.length === 0)
    throw inputError('nmr/list-empty', `${name} holds no value`, {
      where: name,
      fix: `copy the ${name} of the experiment into the EXPNO folder`,
    });
  if (name === 'vplist' && bare > 0) {
    ctx.warn('nmr/list-unit', `${bare} of ${values.length} values of vplist have no unit and are taken as microseconds`, name);
  }
  return Float64Array.from(values);
}

/** NaN for a suffix the list can't have. Divides by a whole number: 10u is exactly 1e-5. */
function toSi(value: number, suffix: string, name: ListName): number {
  if (name === 'difflist') return suffix === '' ? value / 100 : NaN;
  if (name === 'vclist') return suffix === '' && Number.isInteger(value) ? value : NaN;
  if (suffix === '') return name === 'vplist' ? value / 1e6 : value;
  const divisor = SUFFIX[suffix] ?? (suffix.length === 2 && suffix.endsWith('s') ? SUFFIX[suffix.charAt(0)] : undefined);
  return divisor === undefined ? NaN : value / divisor;
}

const badEntry = (content: string, name: ListName, line: number): Error =>
  inputError('nmr/list-entry', `'${content.slice(0, 40)}' is no value of a ${name}`, {
    where: `${name}:${line}`,
    fix:
      name === 'vclist'
        ? 'write one whole number per line'
        : `write one number per line${name === 'difflist' ? ' in G/cm' : ', with n, u, m or s behind it'}`,
  });
