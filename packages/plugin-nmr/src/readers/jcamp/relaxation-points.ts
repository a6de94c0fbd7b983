import { inputError, type Dataset } from '@ionwalk/core';
import { Recovery } from '../../kinds.ts';
import { jcampNumber, type JcampBlock } from './jcamp-block.ts';

const SECONDS: Readonly<Record<string, number>> = { sec: 1, s: 1, seconds: 1, ms: 1e-3, us: 1e-6 };

/**
 * A relaxation curve of TopSpin (`t1t2.dx`): pairs (XY..XY), parted by commas or blanks, over seconds.
 * @throws nmr/jcamp-entry, nmr/jcamp-length, nmr/jcamp-page, nmr/jcamp-axis
 */
export function relaxationPoints(block: JcampBlock): Dataset<typeof Recovery> {
  const table = block.tables.find(({ key }) => key === 'XYPOINTS');
  const fail = (code: string, message: string): never => {
    throw inputError(code, message, {
      where: `${block.path}:${table?.line ?? 1}`,
      fix: 'the file is damaged: export the fit again from TopSpin',
    });
  };
  if (!table) return fail('nmr/jcamp-page', 'a relaxation block has no points');
  const lines = block.text
    .slice(table.from, table.to)
    .replace(/\$\$.*/g, '')
    .split('\n')
    .slice(1);
  const numbers = lines.flatMap((line) => line.split(/[\s,;]+/).filter((item) => item !== '')).map(jcampNumber);
  if (!numbers.every(Number.isFinite) || numbers.length % 2 !== 0 || numbers.length === 0)
    fail('nmr/jcamp-entry', 'the points are not pairs of finite numbers');
  const announced = block.number('NPOINTS');
  if (announced !== undefined && announced !== numbers.length / 2)
    fail('nmr/jcamp-length', `${announced} points are announced, there are ${numbers.length / 2}`);
  const unit = (block.value('XUNITS') ?? 'sec').toLowerCase();
  const scale = Object.hasOwn(SECONDS, unit)
    ? (SECONDS[unit] as number)
    : fail('nmr/jcamp-axis', `delays in '${unit.slice(0, 20)}' are not read`);
  const delay = Float64Array.from(
    numbers.filter((_, i) => i % 2 === 0),
    (value) => value * scale,
  );
  if (delay.some((value) => value < 0)) fail('nmr/jcamp-entry', 'a delay is negative');
  return {
    kind: Recovery.id,
    title: block.value('TITLE')?.split('\n', 1)[0]?.trim().slice(0, 120) || 'Relaxation data',
    size: { point: delay.length },
    variables: { delay: { values: delay }, signal: { values: Float64Array.from(numbers.filter((_, i) => i % 2 === 1)) } },
    conditions: {},
    meta: { vendor: 'JCAMP-DX' },
  };
}
