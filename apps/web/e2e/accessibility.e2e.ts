import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { fixtureStudy } from './fixture-study.ts';
import { serveStudy, stopServers } from './serve-study.ts';
import { spectrum } from './spectrum-file.ts';

/** axe-core (MPL-2.0), put into the page by the test alone. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let url = '';
let empty = '';

// oxlint-disable-next-line no-empty-pattern
test.beforeAll(async ({}, info) => {
  test.skip(info.config.metadata['chromium'] === null, 'no Chromium on this machine');
  [url, empty] = await Promise.all([serveStudy(fixtureStudy()), serveStudy()]);
});
test.afterAll(stopServers);

/** What a page fails at: WCAG 2.2 A and AA and axe's best practices, each with the elements at fault. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate(
    (values) => (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ runOnly: values }),
    tags,
  );
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`)),
    ...(await smallTargets(page)),
  ];
}

/** Buttons, links, fields and the like below 24 × 24 px; links within a sentence may be as high as its letters (WCAG 2.5.8). */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, summary, select, input, label.button, [role="slider"]')]
      .filter(
        (node) =>
          node.checkVisibility() && !node.classList.contains('visually-hidden') && !(node.matches('p a') && !node.matches('.button')),
      )
      .filter((node) => {
        const box = (node.closest('label') ?? node).getBoundingClientRect();
        return box.width < 23.9 || box.height < 23.9;
      })
      .map((node) => `smaller than 24 px: ${node.outerHTML.slice(0, 160)} ${JSON.stringify(node.getBoundingClientRect())}`),
  );

/** Every page, and every state of one that shows other things. */
const PAGES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  compare: async (page) => {
    await page.goto(url);
    await expect(page.getByRole('slider').first()).toBeVisible();
    await page.locator('summary', { hasText: 'Export' }).first().click();
    for (const more of await page.getByRole('button', { name: /^Show \d+ more/u }).all()) await more.click();
  },
  'compare as a table': async (page) => {
    await page.goto(url);
    await page.getByRole('button', { name: 'Table', exact: true }).first().click();
    await expect(page.locator('[data-figure] tbody tr').first()).toBeVisible();
  },
  figures: async (page) => {
    await page.goto(`${url}#/figures`);
    await expect(page.locator('[data-figure] svg').first()).toBeVisible();
    await openAll(page);
  },
  import: async (page) => {
    await page.goto(`${url}#/import`);
    await expect(page.getByText('Drop files or folders here')).toBeVisible();
  },
  'import with a result': async (page) => {
    await page.goto(`${url}#/import`);
    await page.getByLabel('Choose files').setInputFiles(spectrum);
    const thing = page.getByRole('region', { name: spectrum.name });
    await thing.locator('[name="thickness"]').fill('1.02(2)');
    await thing.locator('[name="area"]').fill('0.785');
    await thing.getByRole('button', { name: 'Analyse' }).click();
    await expect(thing.locator('[data-figure] svg').first()).toBeVisible();
    await openAll(page);
  },
  'import with a run': async (page) => {
    await page.goto(`${url}#/import`);
    await page.getByLabel('Choose files').setInputFiles({ name: 'a.toy', mimeType: 'text/plain', buffer: Buffer.from('TOY\n1e-6\n') });
    await page.locator('[name="time"]').fill('1');
    await page.locator('[name="mode"]').selectOption('wait');
    await page.getByRole('button', { name: 'Analyse' }).click();
    await expect(page.getByRole('progressbar')).toBeVisible();
  },
  'import with errors': async (page) => {
    await page.goto(`${url}#/import`);
    await page
      .getByLabel('Choose files')
      .setInputFiles([spectrum, { name: 'paper.txt', mimeType: 'text/plain', buffer: Buffer.from('%PDF-1.7\n') }]);
    const thing = page.getByRole('region', { name: spectrum.name });
    await thing.locator('[name="thickness"]').fill('1 s');
    await thing.getByRole('button', { name: 'Analyse' }).click();
    await expect(thing.getByRole('alert')).toBeVisible();
  },
  eis: (page) => plugin(page, 'eis'),
  nmr: (page) => plugin(page, 'nmr'),
  sims: (page) => plugin(page, 'sims'),
  'an empty project': async (page) => {
    await page.goto(empty);
    await expect(page.getByText('Drop files or folders here')).toBeVisible();
  },
  'no such page': async (page) => {
    await page.goto(`${url}#/nowhere`);
    await expect(page.locator('main section, main aside').first()).toBeVisible();
  },
};

async function plugin(page: Page, id: string): Promise<void> {
  await page.goto(`${url}#/plugin/${id}`);
  await expect(page.getByText('Files it reads')).toBeVisible();
  await openAll(page);
}
const openAll = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

/** Wide enough for the panel beside the study; at 200 % a browser has half as many CSS pixels. */
const LOOKS = {
  light: { colorScheme: 'light', width: 1440, height: 1180 },
  dark: { colorScheme: 'dark', width: 1440, height: 1180 },
  'at 200 %': { colorScheme: 'light', width: 720, height: 590 },
} as const;

for (const [name, open] of Object.entries(PAGES)) {
  test(`${name}: axe finds no fault in light, in dark and at 200 %`, async ({ page }, info) => {
    await open(page);
    for (const [look, { colorScheme, width, height }] of Object.entries(LOOKS)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      if (process.env['IONWALK_E2E_PICTURES'])
        await page.screenshot({ path: info.outputPath(`${look.replace(' %', '')}.png`), fullPage: true });
      expect.soft(await faults(page), look).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(overflow, `wider than the screen, ${look}`).toBeLessThanOrEqual(0);
    }
  });
}
