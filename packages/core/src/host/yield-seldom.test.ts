import { describe, expect, test } from 'vitest';
import { yieldSeldom } from './yield-seldom.ts';

describe('yieldSeldom', () => {
  test('gives way to what waits after 50 ms of work, and not before', async () => {
    await yieldSeldom();
    let ran = false;
    setTimeout(() => (ran = true), 0);
    for (let i = 0; i < 10; i++) await yieldSeldom();
    const early = ran;
    const start = performance.now();
    while (performance.now() - start < 55);
    await yieldSeldom();
    expect([early, ran]).toEqual([false, true]);
  });
});
