import { expect, it } from 'vitest';
import { of } from '../../test/read-list.ts';
import { layoutFigure } from '../layout/layout-figure.ts';

const paths = (points: readonly [number, number][], width?: number): string[] => {
  const list = layoutFigure({
    v: 1,
    id: 'map',
    title: 'Map',
    description: 'A map.',
    axes: {
      x: { quantity: 'position', unit: 'm', scale: 'linear', domain: [0, 10] },
      y: { quantity: 'position', unit: 'm', scale: 'linear', domain: [10, 0] },
    },
    layers: [
      {
        kind: 'image',
        data: [0, 1, 1, 0],
        w: 2,
        h: 2,
        range: [0, 1],
        map: 'cividis',
        rois: [{ label: '', points, ...(width === undefined ? {} : { width }) }],
      },
    ],
  });
  return of(list, 'path').flatMap(({ d, stroke }) => (stroke === '#ffffff' ? [d] : []));
};
const corners = (d: string): number => d.split(/[ML]/).length - 1;

it('draws a polygon closed, and a line of many points open with its strip about it', () => {
  const points = [
    [1, 1],
    [5, 2],
    [8, 8],
  ] as [number, number][];
  const [polygon, ...none] = paths(points);
  expect(none).toEqual([]);
  expect([corners(polygon as string), (polygon as string).endsWith('Z')]).toEqual([3, true]);
  const [strip, line] = paths(points, 1) as [string, string];
  expect([corners(strip), strip.endsWith('Z')]).toEqual([6, true]);
  expect([corners(line), line.endsWith('Z')]).toEqual([3, false]);
  expect(paths(points.slice(0, 2), 1).map(corners)).toEqual([4, 2]);
});
