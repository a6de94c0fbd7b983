import { inputError, type Context } from '@ionwalk/core';
import { asdfTable } from './asdf-table.ts';
import { jcampAxis, jcampVariable, type JcampAxis } from './jcamp-axis.ts';
import type { JcampBlock, JcampTable } from './jcamp-block.ts';

export interface JcampPages {
  readonly axis: JcampAxis;
  readonly re: Float64Array;
  readonly im: Float64Array | undefined;
}

/**
 * The pages R and I of NTUPLES, or the one table of XYDATA, times their factors.
 * @throws nmr/jcamp-page – a page that is announced is missing, or stands twice; nmr/jcamp-length – it is shorter or longer than announced; as `asdfTable`
 */
export function readPages(block: JcampBlock, ctx: Pick<Context, 'warn'>): JcampPages {
  const ntuples = block.tables.some((table) => table.key === 'DATATABLE') || block.records.has('NTUPLES');
  const axis = jcampAxis(block, ntuples);
  const pages = new Map<string, JcampTable>();
  for (const table of block.tables.filter(({ key }) => key !== 'XYPOINTS')) {
    const end = block.text.indexOf('\n', table.from);
    const form = block.text
      .slice(table.from, end < 0 || end > table.to ? table.to : Math.min(end, table.from + 256))
      .replace(/\s/g, '')
      .toUpperCase();
    const symbol = /^\(X\+\+\((\w+)\.\.\1\)\)/.exec(form)?.[1];
    if (symbol === undefined) throw noPage(`a table of the form ${form.slice(0, 40)} is not read`, block, table.line);
    if (pages.has(symbol)) throw noPage(`the page ${symbol} stands twice: only 1D data are read`, block, table.line);
    pages.set(symbol, { ...table, from: end < 0 || end > table.to ? table.to : end + 1, line: table.line + 1 });
  }
  const read = (symbol: string): Float64Array | undefined => {
    const page = pages.get(symbol);
    if (!page) return undefined;
    const { factor, affn } = jcampVariable(block, symbol, axis, ntuples);
    const step = (axis.last - axis.first) / (axis.points - 1) / axis.factor;
    const { path } = block;
    const limit = axis.points;
    const table = asdfTable(block.text, page.from, page.to, {
      limit,
      affn,
      path,
      line: page.line,
      abscissa: { first: axis.first / axis.factor, step },
    });
    const { values, misplaced } = table;
    if (values.length !== axis.points) {
      throw inputError('nmr/jcamp-length', `the page ${symbol} holds ${values.length} ordinates, ${axis.points} are announced`, {
        where: `${path}:${page.line}`,
        fix: 'the file is cut short or damaged: export it again as JCAMP-DX',
      });
    }
    if (misplaced > 0)
      ctx.warn('nmr/jcamp-x-check', `${misplaced} lines of the page ${symbol} have an abscissa that does not fit their place`, path);
    for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * factor;
    if (!values.every(Number.isFinite))
      throw inputError('nmr/not-finite', `the factor of ${symbol} makes its ordinates infinite`, {
        where: block.where('FACTOR'),
        fix: FIX,
      });
    return values;
  };
  const re = read(ntuples ? 'R' : 'Y') ?? read('Y');
  if (!re) throw noPage('there is no page R', block, undefined);
  const announced = ntuples && (block.list('SYMBOL') ?? []).some((symbol) => symbol.toUpperCase() === 'I');
  const im = announced ? read('I') : undefined;
  if (announced && !im) throw noPage('there is no page I', block, undefined);
  return { axis, re, im };
}

const FIX = 'the file is damaged: export it again as JCAMP-DX';
const noPage = (message: string, block: JcampBlock, line: number | undefined): Error =>
  inputError('nmr/jcamp-page', message, { where: line === undefined ? block.path : `${block.path}:${line}`, fix: FIX });
