import eis from '@ionwalk/plugin-eis';
import nmr from '@ionwalk/plugin-nmr';
import sims from '@ionwalk/plugin-sims';
import { describe, expect, test } from 'vitest';
import { texNodes, texText } from './tex-nodes.ts';

const sources = import.meta.glob<string>(['../../../../packages/plugin-*/src/**/*.ts', '!**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** Equations as they stand in the sources: models made for one run aren't listed by their plugin. */
const written = Object.entries(sources).flatMap(([path, text]): [string, string][] =>
  [...text.matchAll(/equation:\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")/gu)].map(([, one, two]) => [
    path.replace(/^.*\/plugin-/u, ''),
    (one ?? two ?? '').replaceAll(/\\(.)/gsu, '$1'),
  ]),
);
const listed = [eis, nmr, sims].flatMap(({ id, models = [], elements = [] }) => [
  ...models.flatMap(({ id: model, equation }): [string, string][] => (equation === undefined ? [] : [[`${id}/${model}`, equation]])),
  ...elements.map(({ symbol, equation }): [string, string] => [`${id} ${symbol}`, equation]),
]);
const equations = [...listed, ...written];

describe('the equations of all models', () => {
  test('are there, of all three plugins', () => {
    expect(listed.length).toBeGreaterThan(15);
    for (const id of ['eis', 'nmr', 'sims'])
      expect(
        written.some(([name]) => name.startsWith(id)),
        id,
      ).toBe(true);
  });
  test.each(equations)('%s is text without TeX', (_, equation) => {
    const text = texText(equation);
    expect(text).not.toMatch(/[\\{}]|undefined|frac|sqrt|mathrm/u);
    // No command was left as its name: what is a word is a function.
    expect(text.match(/[A-Za-z]{3,}/gu) ?? []).toEqual((text.match(/[A-Za-z]{3,}/gu) ?? []).filter((word) => WORDS.has(word)));
    const count = (sign: string): number => text.split(sign).length;
    expect(count('(')).toBe(count(')'));
  });
});
const WORDS = new Set([
  'rigid',
  'ref',
  'iso',
  'erf',
  'erfc',
  'erfcx',
  'ierfc',
  'exp',
  'log',
  'cos',
  'sin',
  'tan',
  'sinh',
  'cosh',
  'tanh',
  'coth',
  'CPE',
]);

test.each([
  ['\\frac{a+b}{2c}', '(a + b)/(2c)'],
  ['\\frac{1}{2}', '1/2'],
  ['\\tfrac{\\nu_Q}{2}(3\\cos^2\\theta - 1)', '(ν_Q/2)(3\u202fcos^2θ − 1)'],
  ["c' = \\mathrm{erfc}\\frac{x}{2\\sqrt{Dt}}", 'c′ = erfc(x/(2√(Dt)))'],
  ['\\frac{M}{\\sqrt{\\pi D t}}\\exp\\left(-\\frac{x^2}{4Dt}\\right)', '(M/√(πDt))\u202fexp(−x^2/(4Dt))'],
  ['S = S_0 e^{-bD_{xy}}', 'S = S_0e^(−bD_(xy))'],
  ['\\frac{\\sqrt\\pi}{2}', '√π/2'],
  ['\\int_0^{t} p(\\ln x)\\,dx', '∫_0^tp(ln\u202fx)\u202fdx'],
  ['id + \\frac{D}{D_b}(x - id)', 'id + (D/D_b)(x − id)'],
  ['\\frac{e^{-b(1+u^2)}}{1+u^2}\\,du', '(e^(−b(1+u^2))/(1 + u^2))\u202fdu'],
  ['\\unknown{x}', 'unknownx'],
])('%s', (tex, text) => expect(texText(tex)).toBe(text));

test('what is raised or lowered is a node of its own, as deep as it was written', () => {
  expect(texNodes('e^{-bD_x}')).toEqual(['e', { shift: 'sup', inner: ['−bD', { shift: 'sub', inner: ['x'] }] }]);
});
test.each([
  '',
  '{',
  '}}}',
  '\\frac',
  '\\frac{',
  '^',
  'a^^b',
  '\\',
  '\\sqrt',
  '\\left',
  '{'.repeat(3000),
  'x^{'.repeat(900),
  '\\frac'.repeat(700),
])('damaged TeX gives something and never throws: %s', (tex) => expect(typeof texText(tex)).toBe('string'));
test.each(['constructor', 'toString', '__proto__'])('the command %s is only a name', (name) => {
  expect(texText(`\\${name}`)).not.toContain('function');
});
