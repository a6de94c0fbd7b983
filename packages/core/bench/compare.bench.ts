import { compareRecords, parseRecords, supposeEffects } from '@ionwalk/core/compare';
import { test } from 'vitest';
import { manyStudies, oneSample } from './thousand-records.ts';

const sets = [
  ['34 studies of four series', manyStudies()],
  ['one sample of four dense series', oneSample()],
] as const;

for (const [title, records] of sets) {
  const text = records.map((record) => JSON.stringify(record)).join('\n');
  const supposed = supposeEffects(records, [{ tag: 'T_eis', from: { u_T: 0.3, unit: 'K' } }]);
  test(`1,000 records: ${title}`, async ({ bench }) => {
    await bench('read', () => void parseRecords(text, 'records.jsonl')).run();
    await bench('compared', () => void compareRecords(records)).run();
    await bench('a changed shared effect carried through all of them', () => void compareRecords(supposed)).run();
  });
}
