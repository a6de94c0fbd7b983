import { expect, it } from 'vitest';
import type { Param } from '@ionwalk/core';
import { makeFolder } from '../test/run-source-cli.ts';
import { expandFileOptions } from './expand-file-options.ts';

const params: Record<string, Param> = {
  gradients: { type: 'text', title: 'Gradients', default: '', file: true },
  circuit: { type: 'text', title: 'Circuit', default: '' },
};

it('puts the content of a file in place of its path, and names it for the records', async () => {
  const folder = makeFolder({ 'g.txt': '0.1\n0.2\n', R1: 'no circuit' });
  const options: Record<string, string> = { gradients: 'g.txt', circuit: 'R1' };
  const inputs = await expandFileOptions(params, options, folder.path);
  folder.remove();
  expect(options).toEqual({ gradients: '0.1\n0.2', circuit: 'R1' });
  expect(inputs).toMatchObject([{ path: 'g.txt', bytes: 8 }]);
});
it('leaves a list as it is', async () => {
  const options = { gradients: '0.1, 0.2' };
  expect(await expandFileOptions(params, options, '.')).toEqual([]);
  expect(options).toEqual({ gradients: '0.1, 0.2' });
});
