import { describePlugin, sampleFrom } from '@ionwalk/testkit';
import * as vitest from 'vitest';
import plugin from '../src/index.ts';
import { BINARY_FORMATS } from './binary-formats.ts';
import { FORMATS, POINTS } from './text-formats.ts';

const samples = [
  ...Object.entries(FORMATS).map(([name, { reader, text }]) => sampleFrom(name, 'a.file', text, { reader: `eis/${reader}` })),
  ...Object.entries(BINARY_FORMATS).map(([name, { reader, bytes }]) => sampleFrom(name, 'a.file', bytes, { reader: `eis/${reader}` })),
  sampleFrom('csv', 'a.csv', `f,re,im\n${POINTS.map((row) => row.join(',')).join('\n')}`, { reader: 'eis/csv' }),
];

// The readers alone: analyses and models are checked beside their code.
describePlugin({ ...plugin, analyses: [], models: [] }, { vitest, samples, flips: 40 });
