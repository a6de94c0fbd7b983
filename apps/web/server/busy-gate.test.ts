import { expect, test } from 'vitest';
import { createBusyGate } from './busy-gate.ts';
import { errorAnswer } from './error-status.ts';

test('one more than allowed is refused with 503, and a place is free again after success and after failure', async () => {
  const gate = createBusyGate(1);
  let finish = (): void => {};
  const first = gate(() => new Promise<void>((resolve) => (finish = resolve)));
  const refusal = await gate(async () => 1).catch((error: unknown) => errorAnswer(error));
  expect(refusal).toMatchObject({ status: 503, document: { error: { code: 'server/busy' } } });
  finish();
  await first;
  await expect(gate(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
  await expect(gate(async () => 2)).resolves.toBe(2);
});
