import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtInElements } from '../src/circuit/built-in-elements.ts';
import { parseCircuit } from '../src/circuit/parse-circuit.ts';
import plugin from '../src/index.ts';

const page = readFileSync(new URL('../../../docs/reference/impedance.md', import.meta.url), 'utf8');
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('docs/reference/impedance.md', () => {
  test.each(builtInElements.map(({ symbol }) => symbol))('has %s with its equation, and every parameter with a unit', (kind) => {
    expect(parseCircuit(`${kind}1`).text).toBe(`${kind}1`);
    const row = page.split('\n').find((line) => line.startsWith(`| \`${kind}\``))!;
    const [, , equation, parameters] = row.split('|');
    expect(equation!.trim().length).toBeGreaterThan(0);
    for (const { name } of parseCircuit(`${kind}1`).parameters) expect(parameters).toContain(`\`${name}\``);
    expect(parameters).toMatch(/\[(Ω|F|H)/);
  });
  test('has every reader', () => {
    for (const { id } of plugin.readers!) expect(page).toContain(`\`eis/${id}\``);
  });
});

test('the README fits on a page', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(120);
  expect(readme).toContain('](nyquist.svg)');
});
