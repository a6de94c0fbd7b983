import { describe, expect, it } from 'vitest';
import { chooseIsotopes } from './choose-isotopes.ts';
import { ionOf } from './ion-of.ts';
import { parseSpecies } from './parse-species.ts';

const choose = (labels: string[], tracer = '', matrix = '') => {
  const pair = chooseIsotopes(labels, tracer, matrix, 'a.im');
  return [pair.tracerLabel, pair.matrixLabel];
};

describe('chooseIsotopes', () => {
  it('takes the lighter lithium and the heavier oxygen as the tracer', () => {
    expect(choose(['7Li', '6Li', 'SE'])).toEqual(['6Li', '7Li']);
    expect(choose(['12C', '16O', '18O', '12C 14N', '12C 15N', 'SE'])).toEqual(['18O', '16O']);
  });
  it('takes the isotope that is rarer in nature for other elements', () => {
    expect(choose(['12C', '13C', '12C 14N', '12C 15N'])).toEqual(['13C', '12C']);
  });
  it('takes what is named, blanks or not, and completes one with the other isotope of its element', () => {
    expect(choose(['12C', '12C 14N', '12C 15N'], '12C15N', '12C 14N')).toEqual(['12C 15N', '12C 14N']);
    expect(choose(['6Li', '7Li'], '7Li')).toEqual(['7Li', '6Li']);
    expect(choose(['6Li', '7Li'], '', '6Li')).toEqual(['7Li', '6Li']);
  });
  it('refuses an isotope the file lacks as input', () => {
    expect(() => choose(['6Li', '7Li'], '18O')).toThrow(expect.objectContaining({ kind: 'input', code: 'sims/isotope' }));
    expect(() => choose(['12C', ''])).toThrow(expect.objectContaining({ kind: 'input', code: 'sims/isotope' }));
  });
  it('says how to name the pages of a stack without names', () => {
    const named = expect.objectContaining({ fix: expect.stringContaining('--reader-option masses=') as string }) as Error;
    expect(() => choose([''], '6Li')).toThrow(named);
    expect(() => choose(['channel 1', 'channel 2'])).toThrow(named);
    expect(() => choose(['12C', ''])).not.toThrow(named);
  });
  it('asks when more than one pair is possible or both are the same', () => {
    expect(() => choose(['6Li', '7Li', '16O', '18O'])).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(() => choose(['16O', '17O', '18O'])).toThrow(expect.objectContaining({ kind: 'usage' }));
    expect(() => choose(['6Li', '7Li'], '6Li', '6Li')).toThrow(expect.objectContaining({ kind: 'usage' }));
  });
});

it('parses labels of several spellings', () => {
  expect(parseSpecies('^118Sn+').nuclide).toEqual({ element: 'Sn', A: 118 });
  expect(parseSpecies('[6]Li').nuclide).toEqual({ element: 'Li', A: 6 });
  expect(parseSpecies('12C 14N').nuclide).toBeNull();
  expect(parseSpecies('').nuclide).toBeNull();
});

it('knows the ion of a tracer, and none for a molecule', () => {
  expect(ionOf('6Li')).toEqual({ element: 'Li', isotope: 6, z: 1 });
  expect(ionOf('18O')).toEqual({ element: 'O', isotope: 18, z: -2 });
  expect(ionOf('12C 14N')).toBeNull();
});
