import { expect } from 'vitest';
import { bytesOf, readBytes } from './read-bytes.ts';
import { POINTS } from './text-formats.ts';

/** Datasets and diagnostics of a text. */
export const readText = async (text: string, path = 'file.txt'): Promise<NonNullable<Awaited<ReturnType<typeof readBytes>>>> => {
  const result = await readBytes(path, bytesOf(text));
  if (!result) throw new Error('no reader matches');
  return result;
};
/** f, Re and Im of each point. */
export const pointsOf = (result: Awaited<ReturnType<typeof readText>>, index = 0): [number, number, number][] => {
  const { frequency, re, im } = result.datasets[index]!.variables;
  return Array.from(frequency.values, (f, i) => [f, re.values[i]!, im.values[i]!]);
};
export const expectPoints = (got: readonly (readonly number[])[], want: readonly (readonly number[])[] = POINTS): void => {
  expect(got).toHaveLength(want.length);
  got.forEach((row, i) =>
    row.forEach((value, j) => expect(Math.abs(value - want[i]![j]!)).toBeLessThanOrEqual(1e-6 * Math.abs(want[i]![j]!))),
  );
};
