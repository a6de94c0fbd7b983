import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import nmr from '../src/index.ts';
import { LOBE_SHAPES } from '../src/gradients/lobe-shape.ts';

const text = readFileSync(new URL('../../../docs/reference/nmr-models.md', import.meta.url), 'utf8');
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('docs/reference/nmr-models.md', () => {
  it.each((nmr.models ?? []).map(({ id }) => id.replace(/^(t1-ir|t1-sr|t2|t1rho)-/, '')))('has the model %s', (id) => {
    expect(text).toContain(`\`${id}\``);
  });
  it.each(['quadrupole-static', 'quadrupole-mas', 'csa-static', 'csa-mas', ...LOBE_SHAPES])('has %s', (id) => {
    expect(text).toContain(`\`${id}\``);
  });
  it('has every source a model or an analysis cites', () => {
    for (const { cite = [] } of [...(nmr.models ?? []), ...(nmr.analyses ?? [])]) for (const doi of cite) expect(text).toContain(doi);
  });
});

describe('README.md', () => {
  it('is one page and names every reader and analysis', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(120);
    for (const { id } of nmr.readers ?? []) expect(readme).toContain(`nmr/${id}`);
    for (const { id } of nmr.analyses ?? []) expect(readme).toContain(`nmr ${id}`);
  });
});
