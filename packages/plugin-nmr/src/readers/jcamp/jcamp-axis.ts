import { inputError } from '@ionwalk/core';
import { jcampNumber, type JcampBlock } from './jcamp-block.ts';

/** What a block says of its variables. */
export interface JcampAxis {
  readonly points: number;
  readonly first: number;
  readonly last: number;
  /** Multiplies the abscissae of the lines. */
  readonly factor: number;
  /** Upper case. */
  readonly unit: string;
}

export interface JcampVariable {
  readonly points: number;
  readonly factor: number;
  readonly affn: boolean;
}

/**
 * The abscissa: `X` of NTUPLES, else FIRSTX, LASTX, XFACTOR, NPOINTS, XUNITS.
 * @throws nmr/td – no number of points; nmr/jcamp-axis – no finite ends
 */
export function jcampAxis(block: JcampBlock, ntuples: boolean): JcampAxis {
  const at = ntuples ? symbolIndex(block, 'X') : -1;
  const pick = (list: string, plain: string): number | undefined => {
    const text = ntuples ? block.list(list)?.[at] : block.value(plain);
    return text === undefined || text === '' ? undefined : jcampNumber(text);
  };
  const points = pick('VARDIM', 'NPOINTS');
  if (points === undefined || !Number.isInteger(points) || points < 2 || points > 2 ** 31) {
    const key = ntuples ? 'VARDIM' : 'NPOINTS';
    throw inputError('nmr/td', `${points ?? 'no number'} is no number of points`, { where: block.where(key), fix: FIX });
  }
  const [first, last, factor] = [pick('FIRST', 'FIRSTX'), pick('LAST', 'LASTX'), pick('FACTOR', 'XFACTOR') ?? 1];
  if (
    first === undefined ||
    last === undefined ||
    ![first, last, last - first, factor].every(Number.isFinite) ||
    last === first ||
    factor === 0
  ) {
    throw inputError('nmr/jcamp-axis', `an abscissa from ${first ?? 'nothing'} to ${last ?? 'nothing'} by ${factor} is none`, {
      where: block.where(ntuples ? 'FIRST' : 'FIRSTX'),
      fix: FIX,
    });
  }
  const unit = (ntuples ? block.list('UNITS')?.[at] : block.value('XUNITS')) ?? '';
  return { points, first, last, factor, unit: unit.toUpperCase() };
}

/** Factor and form of an ordinate. @throws nmr/td, nmr/jcamp-axis */
export function jcampVariable(block: JcampBlock, symbol: string, axis: JcampAxis, ntuples: boolean): JcampVariable {
  const at = ntuples ? symbolIndex(block, symbol) : -1;
  const factorText = ntuples ? block.list('FACTOR')?.[at] : block.value('YFACTOR');
  const factor = factorText ? jcampNumber(factorText) : 1;
  const dimText = ntuples ? block.list('VARDIM')?.[at] : undefined;
  const points = dimText ? jcampNumber(dimText) : axis.points;
  if (points !== axis.points)
    throw inputError('nmr/td', `${symbol} has ${points} points, X has ${axis.points}`, { where: block.where('VARDIM'), fix: FIX });
  if (!Number.isFinite(factor) || factor === 0)
    throw inputError('nmr/jcamp-axis', `the factor of ${symbol} is ${factor}`, {
      where: block.where(ntuples ? 'FACTOR' : 'YFACTOR'),
      fix: FIX,
    });
  const affn = ntuples && block.list('VARFORM')?.[at]?.toUpperCase() === 'AFFN';
  return { points, factor, affn };
}

function symbolIndex(block: JcampBlock, symbol: string): number {
  const at = block.list('SYMBOL')?.findIndex((item) => item.toUpperCase() === symbol) ?? -1;
  if (at < 0) throw inputError('nmr/jcamp-axis', `SYMBOL names no ${symbol}`, { where: block.where('SYMBOL'), fix: FIX });
  return at;
}

const FIX = 'the file is damaged: export it again as JCAMP-DX';
