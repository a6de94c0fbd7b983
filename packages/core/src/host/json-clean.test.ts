import { expect, it } from 'vitest';
import { toJson } from './json-clean.ts';

it('turns typed arrays into arrays and what is not finite into null, saying where', () => {
  expect(toJson({ a: Float64Array.of(1, NaN), b: [Infinity, undefined], c: undefined, d: { e: 'x', f: true } })).toEqual({
    json: { a: [1, null], b: [null, null], d: { e: 'x', f: true } },
    lost: ['a[1]', 'b[0]'],
  });
});
it('keeps a key called __proto__ a key', () => {
  const { json } = toJson(JSON.parse('{"__proto__":{"polluted":1}}'));
  expect(JSON.stringify(json)).toBe('{"__proto__":{"polluted":1}}');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
it('refuses what is no data', () => {
  const loop: { self?: object } = {};
  loop.self = loop;
  expect(() => toJson(loop)).toThrow(TypeError);
  expect(() => toJson({ f: () => 1 })).toThrow(TypeError);
});
