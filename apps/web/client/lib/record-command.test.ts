import type { DiffusionRecord } from '@ionwalk/core';
import { expect, test } from 'vitest';
import { recordCommand } from './record-command.ts';

const record = (over: object): DiffusionRecord =>
  ({ id: 'sha256:1', kind: 'sigma', inputs: [], parents: [], model: { name: 'eis/circuit' }, ...over }) as unknown as DiffusionRecord;
const commands = [
  'ionwalk eis fit raw/eis/300K.DTA --area 0.2cm2',
  'ionwalk nmr diffusion raw/nmr/12 --nucleus 7Li',
  'ionwalk compare records.jsonl',
];
const here = { commands, folder: '.' };
const made = record({ inputs: [{ path: 'raw/eis/300K.DTA', sha256: 'a', bytes: 1 }] });

test('the command that names the file of the record', () => {
  expect(recordCommand(made, here, new Map())).toBe(commands[0]);
});
test('a file inside of a vendor folder belongs to the command that names the folder', () => {
  expect(recordCommand(record({ inputs: [{ path: 'raw/nmr/12/ser', sha256: 'a', bytes: 1 }] }), here, new Map())).toBe(commands[1]);
  expect(recordCommand(record({ inputs: [{ path: 'raw/nmr/123/ser', sha256: 'a', bytes: 1 }] }), here, new Map())).toBe(
    'ionwalk why sha256:1 .',
  );
});
test('a derived record without files of its own goes by its parents', () => {
  const derived = record({ id: 'd', kind: 'D_sigma', parents: ['sha256:1'] });
  expect(recordCommand(derived, here, new Map([['sha256:1', made]]))).toBe(commands[0]);
  expect(recordCommand(derived, { commands: [], folder: 'llto-study' }, new Map())).toBe('ionwalk compare llto-study');
});
test('outside of its folder a command says where it runs, as one word of the shell', () => {
  const nothing = record({});
  expect(recordCommand(nothing, { commands: [], folder: 'llto-study' }, new Map())).toBe('ionwalk why sha256:1 llto-study');
  expect(recordCommand(nothing, { commands: [], folder: "my study's" }, new Map())).toBe("ionwalk why sha256:1 'my study'\\''s'");
  expect(recordCommand(nothing, { commands: [], folder: '$(x)' }, new Map())).toBe("ionwalk why sha256:1 '$(x)'");
  expect(recordCommand(made, { commands, folder: '/data/llto' }, new Map())).toBe(`cd /data/llto && ${commands[0]}`);
});
