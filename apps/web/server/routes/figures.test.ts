import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '@ionwalk/core';
import { createRegistry } from '@ionwalk/core/host';
import { layoutFigure, renderSvg } from '@ionwalk/figures';
import { renderPdf, renderPng } from '@ionwalk/figures/node';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../create-app.ts';
import { toySource } from '../testing/toy-registry.ts';

const figure: Figure = {
  v: 1,
  id: 'haven ../"x"',
  title: 'A',
  description: 'A line.',
  axes: { x: { quantity: 'temperature', unit: 'K', scale: 'linear' }, y: { quantity: 'diffusivity', unit: 'm2/s', scale: 'log' } },
  layers: [{ kind: 'points', series: 'D_NMR', role: 'data', x: [300, 400], y: [1e-13, 1e-11] }],
};
const host = '127.0.0.1';
const folder = mkdtempSync(join(tmpdir(), 'ionwalk-figures-'));
let app: FastifyInstance;
beforeAll(async () => {
  mkdirSync(join(folder, 'figures'));
  writeFileSync(join(folder, 'figures', 'a.svg'), renderSvg(figure));
  writeFileSync(join(folder, 'figures', 'a.json'), JSON.stringify({ ...figure, id: 'a' }));
  app = await createApp({ registry: createRegistry([]), plugins: toySource, project: folder, version: '1' });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
const draw = (body: object) => app.inject({ method: 'POST', url: '/api/figures', headers: { host }, payload: body });

test('a figure of the page becomes the file the command line writes', async () => {
  const units = { diffusivity: 'm2/s', temperature: 'K' } as const;
  const png = await draw({ figure, format: 'png', width: '84mm', dpi: 150, units });
  expect([png.statusCode, png.headers['content-type']]).toEqual([200, 'image/png']);
  expect(png.rawPayload.equals(await renderPng(renderSvg(figure, { width: '84mm', units }), 150 / 96))).toBe(true);
  const pdf = await draw({ figure, format: 'pdf', units });
  expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(pdf.rawPayload.equals(await renderPdf(layoutFigure(figure, { width: '174mm', units })))).toBe(true);
  expect((await draw({ figure, format: 'svg', units })).body).toBe(renderSvg(figure, { width: '174mm', units }));
});
test('it is a download that can do nothing, under a harmless name', async () => {
  const { headers } = await draw({ figure, format: 'svg' });
  expect(headers['content-disposition']).toBe('attachment; filename="haven-..-x-.svg"');
  expect(headers['content-security-policy']).toContain('sandbox');
});
test('figures of the study are there as PNG and PDF too', async () => {
  for (const [kind, head] of [
    ['png', '\u0089PNG'],
    ['pdf', '%PDF'],
  ] as const) {
    const answer = await app.inject({ url: `/api/study/figures/a.${kind}`, headers: { host } });
    expect([answer.statusCode, answer.rawPayload.subarray(0, 4).toString('latin1')]).toEqual([200, head]);
  }
  expect((await app.inject({ url: '/api/study/figures/b.pdf', headers: { host } })).json().error).toMatchObject({
    code: 'study/no-figure',
  });
});
test.each([
  ['no figure', { figure: { v: 1 }, format: 'png' }, 422],
  ['numbers of different length', { figure: { ...figure, layers: [{ ...figure.layers[0], y: [1] }] }, format: 'pdf' }, 422],
  ['another format', { figure, format: 'gif' }, 400],
  ['another width', { figure, format: 'png', width: '5m' }, 400],
  ['too many dots', { figure, format: 'png', dpi: 100_000 }, 400],
  ['no format', { figure }, 400],
])('%s is refused with a fix', async (_, body, status) => {
  const answer = await draw(body);
  expect(answer.statusCode).toBe(status);
  expect(answer.json().error.fix).not.toBe('');
});
