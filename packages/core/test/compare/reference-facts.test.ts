import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { referenceFacts } from '../../src/compare/reference/reference-facts.ts';
import { conductivityRows, hasReferenceData, literatureFacts } from './make-reference-facts.ts';
import { CONDUCTIVITY_ROWS } from '../../src/compare/reference/conductivity-facts.ts';
import { LITERATURE_FACTS } from '../../src/compare/reference/literature-facts.ts';

describe.skipIf(!hasReferenceData())('the committed library (../shared/data/reference)', () => {
  it('is what its generator makes of the data', () => {
    expect(LITERATURE_FACTS).toEqual(literatureFacts());
    expect(CONDUCTIVITY_ROWS.trim().split('\n')).toEqual(conductivityRows());
  });
  it('has each number of the source as it stands there', () => {
    const text = readFileSync(new URL('../../../../../shared/data/reference/literature_facts.json', import.meta.url), 'utf8');
    for (const fact of LITERATURE_FACTS) expect(JSON.parse(text).facts[Number(fact.id.slice(4)) - 1].value).toBe(fact.value);
    expect(referenceFacts().length).toBe(LITERATURE_FACTS.length + conductivityRows().length);
  });
});
