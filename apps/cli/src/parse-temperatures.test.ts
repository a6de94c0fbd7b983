import { expect, it } from 'vitest';
import { parseTemperatures } from './parse-temperatures.ts';

it('reads single temperatures, ranges and units', () => {
  expect(parseTemperatures('300,320..400/20')).toEqual([300, 320, 340, 360, 380, 400]);
  expect(parseTemperatures('27degC')).toEqual([300.15]);
  expect(parseTemperatures('300..300.3/0.1')).toEqual([300, 300.1, 300.2, 300.3]);
});
it('names each once', () => expect(parseTemperatures('300,300..310')).toEqual([300, 310]));
it.each(['', '300,,310', '0', '-5', '400..300', '300..400/0', '1..1e9/1', '300..400/x'])('refuses %j as wrong usage', (text) => {
  expect(() => parseTemperatures(text)).toThrow(expect.objectContaining({ kind: 'usage', fix: expect.stringMatching(/./) }));
});
