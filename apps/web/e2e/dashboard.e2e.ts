import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { fixtureStudy } from './fixture-study.ts';
import { serveStudy, stopServers } from './serve-study.ts';
import { spectrum } from './spectrum-file.ts';

let url = '';

// The runner wants its first argument taken apart, even where nothing of it is used.
// oxlint-disable-next-line no-empty-pattern
test.beforeAll(async ({}, info) => {
  test.skip(info.config.metadata['chromium'] === null, 'no Chromium on this machine');
  url = await serveStudy(fixtureStudy());
});
test.afterAll(stopServers);

/** Everything a page asks for that isn't this server's, and everything that goes wrong in it. */
function watch(page: Page): { readonly foreign: string[]; readonly faults: string[] } {
  const seen = { foreign: [] as string[], faults: [] as string[] };
  page.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !/^(data|blob):/u.test(to)) seen.foreign.push(to);
  });
  page.on('pageerror', (error) => seen.faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.faults.push(message.text());
  });
  return seen;
}

test('the study is compared on the first page, and every number opens down to its bytes', async ({ page }, info) => {
  const seen = watch(page);
  await page.goto(url);
  const figure = page.getByRole('region', { name: 'Diffusion coefficients' });
  await expect(figure.locator('svg path').first()).toBeVisible();
  await expect(page.getByText('simulated study')).toBeVisible();
  const bulk = page.getByRole('row').filter({ hasText: 'agrees with 1' }).first();
  await expect(bulk).toContainText('bulk');
  const panel = page.getByRole('complementary', { name: 'Selected value' });
  await expect(panel).toContainText('Rests on');
  await expect(panel).toContainText('raw/nmr/');
  await page.screenshot({ path: info.outputPath('compare.png') });

  await page.getByRole('button', { name: 'm2 s−1', exact: true }).click();
  await page.getByRole('button', { name: 'K', exact: true }).click();
  expect(page.url()).toContain('T=K');
  await expect(panel.getByRole('heading').first()).toContainText(' K');
  const points = figure.getByRole('slider', { name: 'Points of' });
  const before = await panel.getByRole('heading').first().textContent();
  await points.focus();
  const said = await points.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowLeft');
  await expect(points).not.toHaveAttribute('aria-valuetext', said ?? '');
  const [, temperature = '?'] = /: (\S+) /u.exec((await points.getAttribute('aria-valuetext')) ?? '') ?? [];
  await expect(figure.locator('.readout')).toContainText(temperature);
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('heading').first()).not.toHaveText(before ?? '');
  expect(page.url()).toContain('sel=');
  await figure.getByRole('button', { name: 'Table' }).click();
  await expect(figure.getByRole('row').nth(3)).toBeVisible();
  expect(seen).toEqual({ foreign: [], faults: [] });
});

test('a dropped spectrum becomes a Nyquist figure and a conductivity', async ({ page }, info) => {
  const seen = watch(page);
  await page.goto(`${url}#/import`);
  await page.getByLabel('Choose files').setInputFiles(spectrum);
  const thing = page.getByRole('region', { name: spectrum.name });
  await expect(thing).toContainText(/certain|likely|possible/u);
  await expect(thing).toContainText('Because');
  await thing.locator('select').first().selectOption('eis fit');
  await thing.locator('[name="thickness"]').fill('1.02(2)');
  await thing.locator('[name="area"]').fill('0.785');
  await thing.getByRole('button', { name: 'Analyse' }).click();
  await expect(thing.locator('[data-figure*="nyquist"] svg path').first()).toBeVisible();
  const sigma = thing
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: 'σ', exact: true }) })
    .first();
  await expect(sigma).toContainText(/S cm/u);
  await sigma.getByRole('button').first().click();
  await expect(page.getByRole('complementary', { name: 'Selected value' })).toContainText(spectrum.name);
  await page.screenshot({ path: info.outputPath('import.png'), fullPage: true });
  expect(seen).toEqual({ foreign: [], faults: [] });
});

test('a wrong unit is said with what to do, and foreign files are named for what they are', async ({ page }) => {
  await page.goto(`${url}#/import`);
  await page
    .getByLabel('Choose files')
    .setInputFiles([spectrum, { name: 'paper.txt', mimeType: 'text/plain', buffer: Buffer.from('%PDF-1.7\n') }]);
  await expect(page.getByRole('region', { name: 'paper.txt' })).toContainText('a PDF');
  const thing = page.getByRole('region', { name: spectrum.name });
  await thing.locator('[name="thickness"]').fill('1 s');
  await thing.getByRole('button', { name: 'Analyse' }).click();
  await expect(thing.getByRole('alert')).toContainText('What to do');
});

test('every plugin has its page, and the page fits a narrow screen in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(url);
  const tabs = page.getByRole('navigation', { name: 'Pages' }).getByRole('link');
  for (const name of await tabs.allTextContents()) {
    await tabs.filter({ hasText: name }).first().click();
    await expect(page.locator('main')).not.toBeEmpty();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
  }
});

test('a file dropped anywhere on any page is looked at', async ({ page }) => {
  await page.goto(url);
  await expect(page.getByRole('region', { name: 'Diffusion coefficients' })).toBeVisible();
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'spectrum.txt'));
    return data;
  }, spectrum.buffer.toString('latin1'));
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
  await expect(page.getByRole('region', { name: 'spectrum.txt' })).toContainText('Because');
  expect(page.url()).toContain('#/import');
});

test('a figure is exported as SVG, PDF, PNG and CSV', async ({ page }, info) => {
  const seen = watch(page);
  await page.goto(url);
  const figure = page.getByRole('region', { name: 'Diffusion coefficients' });
  const menu = figure.locator('summary', { hasText: 'Export' });
  await menu.click();
  await figure.getByRole('button', { name: '84 mm', exact: true }).click();
  await page.screenshot({ path: info.outputPath('export.png') });
  for (const [format, head] of Object.entries({ SVG: '<svg', PDF: '%PDF', PNG: '\u0089PNG', CSV: 'series,role,' })) {
    if (!(await figure.getByRole('button', { name: 'SVG' }).isVisible())) await menu.press('Enter');
    const [download] = await Promise.all([page.waitForEvent('download'), figure.getByRole('button', { name: format }).click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`^[\\w-]+\\.${format.toLowerCase()}$`, 'u'));
    const content = readFileSync(await download.path());
    expect(content.toString('latin1').slice(0, head.length)).toBe(head);
    if (format === 'SVG') expect(content.toString()).toContain('width="84mm"');
    await expect(menu).toBeFocused();
  }
  expect(seen).toEqual({ foreign: [], faults: [] });
});

test('a run says how far it is and ends when it is cancelled; one that loops stops nobody', async ({ page, context }) => {
  const seen = watch(page);
  await page.goto(`${url}#/import`);
  await page
    .getByLabel('Choose files')
    .setInputFiles({ name: 'a.toy', mimeType: 'text/plain', buffer: Buffer.from('TOY\n1e-6\n2e-6\n3e-6\n') });
  const thing = page.getByRole('region', { name: 'a.toy' });
  await thing.locator('[name="time"]').fill('1');
  const bar = thing.getByRole('progressbar', { name: 'toy spread is running' });
  await thing.locator('[name="mode"]').selectOption('wait');
  await thing.getByRole('button', { name: 'Analyse' }).click();
  await expect(thing.getByRole('status')).toContainText(/\d+ %, step \d+/u);
  await expect.poll(() => bar.evaluate((node) => (node as HTMLProgressElement).value)).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();

  await thing.locator('[name="mode"]').selectOption('loop');
  await thing.getByRole('button', { name: 'Analyse' }).click();
  await expect(bar).toBeVisible();
  const runsDeleted = page
    .waitForResponse((response) => response.request().method() === 'DELETE' && response.url().includes('/api/runs/'))
    .then((response) => response.status());
  const other = await context.newPage();
  await other.goto(url);
  await expect(other.getByRole('region', { name: 'Diffusion coefficients' })).toBeVisible();
  await thing.getByRole('button', { name: 'Cancel' }).click();
  await expect(bar).toBeHidden();
  expect(await runsDeleted).toBe(204);
  await expect(thing.getByRole('alert')).toHaveCount(0);

  await thing.locator('[name="mode"]').selectOption('auto');
  await thing.getByRole('button', { name: 'Analyse' }).click();
  await expect(thing.getByRole('heading', { name: 'Records' })).toBeVisible();
  expect(seen).toEqual({ foreign: [], faults: [] });
});

test('a server with a token shows its study to who has the whole address, and to nobody else', async ({ page, context }) => {
  const guarded = await serveStudy(fixtureStudy(), 'token');
  const [bare = ''] = guarded.split('#');
  await page.goto(bare);
  await expect(page.getByRole('alert')).toContainText('asks for its token');
  await page.goto('about:blank');
  await page.goto(guarded);
  await expect(page.getByRole('region', { name: 'Diffusion coefficients' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const again = await context.newPage();
  await again.goto(`${bare}#/import`);
  await expect(again.getByText('Drop files or folders here')).toBeVisible();
});

const PAYLOADS = [
  '<img src=x onerror=document.title="pwned">',
  '"><svg onload=document.title="pwned">',
  "'-alert(1)-'",
  'javascript:document.title="pwned"',
  '</text><script>document.title="pwned"</script>',
];

test('names from files and records are text, never markup', async ({ page }) => {
  for (const payload of PAYLOADS) {
    const hostile = await serveStudy(fixtureStudy(payload));
    await page.goto(hostile);
    await expect(page.getByRole('complementary', { name: 'Selected value' })).toContainText(payload);
    await page.goto(`${hostile}#/import`);
    await page
      .getByLabel('Choose files')
      .setInputFiles({ name: `${payload.replaceAll('/', '')}.txt`, mimeType: 'text/plain', buffer: Buffer.from(payload) });
    await expect(page.getByText('not readable')).toContainText('1 not readable');
    expect(await page.title()).not.toContain('pwned');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
  }
});
