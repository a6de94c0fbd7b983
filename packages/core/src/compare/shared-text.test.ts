import { describe, expect, it } from 'vitest';
import { sharedText } from './shared-text.ts';

describe('sharedText', () => {
  it('gives each pair of words its own text, made once', () => {
    let made = 0;
    const text = sharedText((a, b) => `${a}, ${b} (${++made})`);
    expect(text('x', 'y')).toBe('x, y (1)');
    expect(text('y', 'x')).toBe('y, x (2)');
    expect(text('x', 'z')).toBe('x, z (3)');
    expect(text('x', 'y')).toBe('x, y (1)');
  });
  it('stays right when there are more texts than it keeps', () => {
    const text = sharedText((a, b) => `${a} of ${b}`);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 20_000; i++) if (text('D', `S${i}`) !== `D of S${i}`) throw new Error(`wrong text of S${i}`);
    }
    expect(text('D', 'S0')).toBe('D of S0');
  });
});
