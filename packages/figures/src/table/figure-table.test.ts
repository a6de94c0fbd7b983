import { describe, expect, it } from 'vitest';
import { arrhenius, exampleFigures, limits, map } from '../../test/example-figures.ts';
import { figureCsv } from './figure-csv.ts';
import { figureTable } from './figure-table.ts';

describe('figureTable', () => {
  it('holds every drawn number once, each numeric column with its unit', () => {
    for (const figure of exampleFigures()) {
      const { columns, rows } = figureTable(figure);
      for (const column of columns) {
        expect(column.values).toHaveLength(rows);
        if (column.values.some((value) => typeof value === 'number')) expect(column.unit).not.toBe('');
      }
    }
    const { columns } = figureTable(arrhenius());
    const points = arrhenius().layers.flatMap((layer) => (layer.kind === 'points' ? [...(layer.y as number[])] : []));
    const y = columns.find((column) => column.name === 'diffusivity');
    for (const value of points) expect(y?.values).toContain(value);
  });

  it('shows the units of choice', () => {
    const { columns } = figureTable(limits(), { units: { temperature: 'degC' } });
    const [temperature, diffusivity] = [
      columns.find(({ name }) => name === 'temperature'),
      columns.find(({ name }) => name === 'diffusivity'),
    ];
    expect(temperature?.unit).toBe('degC');
    expect(temperature?.values[0]).toBeCloseTo(26.85, 10);
    expect(diffusivity?.unit).toBe('cm2/s');
    expect(diffusivity?.values[0]).toBeCloseTo(1e-12, 20);
  });

  it('says in words what a flag means and leaves gaps empty', () => {
    const { columns } = figureTable(limits());
    expect(columns.find(({ name }) => name === 'kind')?.values).toEqual([
      'upper limit',
      null,
      null,
      'uncertainty unknown or derived',
      'lower limit',
    ]);
    expect(columns.find(({ name }) => name === 'diffusivity')?.values[2]).toBeNull();
  });

  it('gives the pixels of a map their centres, the first row on top', () => {
    const figure = map();
    const { columns, rows } = figureTable(figure);
    expect(rows).toBe(128 * 96);
    const [x, y] = [columns.find(({ name }) => name === 'position'), columns.find(({ name }) => name === 'position_y')];
    expect(x?.values[0]).toBeCloseTo(2.5e-7, 15);
    expect(y?.values[0]).toBeCloseTo(4.8e-5 - 2.5e-7, 15);
  });
});

describe('figureCsv', () => {
  it('reads back exactly, with the unit of each number in the header', () => {
    const [header = '', ...lines] = figureCsv(arrhenius()).trimEnd().split('\r\n');
    const names = header.split(',');
    expect(names).toContain('diffusivity [m2/s]');
    expect(names).toContain('reciprocal-temperature [1/K]');
    const column = names.indexOf('reciprocal-temperature [1/K]');
    const { columns } = figureTable(arrhenius());
    // The series "D_sigma, bulk" is quoted: its comma splits it in two here.
    const values = lines
      .map((line) => line.replace(/"[^"]*"/, 'name').split(',')[column])
      .map((text) => (text === '' ? null : Number(text)));
    expect(values).toEqual(columns.find(({ name }) => name === 'reciprocal-temperature')?.values);
  });

  it('quotes what needs quotes and defuses formulas', () => {
    const base = limits();
    const hostile = { ...base, layers: base.layers.map((layer) => ({ ...layer, series: '=HYPERLINK("http://x","a,b")' })) };
    expect(figureCsv(hostile)).toContain('"\'=HYPERLINK(""http://x"",""a,b"")",');
  });
});
