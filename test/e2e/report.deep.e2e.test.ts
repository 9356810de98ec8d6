import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {type Browser, chromium, type Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {writeJournal} from '../helpers/drill-report.js';

/** Where a machine has its Chromium; none: the page is not tried, unless the machine is one that must have it. */
const places = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find(place => place !== '' && existsSync(place));
const isRequired = process.env.CI !== undefined || process.env.REQUIRE_CHROMIUM !== undefined;
// Nothing of its own goes to any network.
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const flags = [...quiet, '--disable-component-update', '--disable-sync'];

it.runIf(isRequired)('Chromium is there to open a report in', () => {
  expect(executablePath).toBeDefined();
});

const folder = mkdtempSync(join(tmpdir(), 'report-'));
const file = join(folder, 'report.html');
let browser: Browser;
beforeAll(async () => {
  if (executablePath === undefined) return;
  const journal = join(folder, 'drill.jsonl');
  await writeJournal(journal);
  const {status, stderr} = spawnSync(process.execPath, ['bin/incident-replay.js', 'drill', 'report', journal, '-o', file], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('after-action report of Quiet Sunday');
  expect(status).toBe(0);
  browser = await chromium.launch({executablePath, args: flags});
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});

type Opened = {readonly page: Page; readonly said: readonly string[]; readonly asked: readonly string[]};

async function open(width: number, colorScheme: 'light' | 'dark'): Promise<Opened> {
  const page = await browser.newPage({viewport: {width, height: 900}, colorScheme});
  const said: string[] = [];
  const asked: string[] = [];
  page.on('console', message => said.push(message.text()));
  page.on('pageerror', error => said.push(error.message));
  page.on('request', request => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return {page, said, asked};
}

describe.skipIf(executablePath === undefined)('the report in a real browser', () => {
  describe.each([
    [1280, 'light'],
    [1280, 'dark'],
    [400, 'light'],
    [400, 'dark'],
  ] as const)('%i wide, %s', (width, scheme) => {
    it('renders without a complaint, and asks for nothing but itself', async () => {
      const {page, said, asked} = await open(width, scheme);
      expect(said).toEqual([]);
      expect(asked).toEqual([pathToFileURL(file).href]);
      expect(await page.evaluate('document.compatMode')).toBe('CSS1Compat');
      expect(await page.title()).toContain('EXERCISE');
      await page.close();
    });

    it('has its charts in full size, and no part wider than the window', async () => {
      const {page} = await open(width, scheme);
      const charts = await page.locator('figure svg').all();
      expect(charts.length).toBeGreaterThanOrEqual(8);
      for (const chart of charts) {
        const box = await chart.boundingBox();
        expect(box?.width).toBeGreaterThan(600);
        expect(box?.height).toBeGreaterThan(60);
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.close();
    });

    it('words stand out from the paper', async () => {
      const {page} = await open(width, scheme);
      for (const part of ['p', 'td', 'caption', 'figcaption span', 'svg text.small', 'a.evidence', '.exercise', 'summary']) {
        const contrast = await page.locator(part).first().evaluate(contrastOf);
        expect({part, isReadable: contrast >= 4.5}).toEqual({part, isReadable: true});
      }
      await page.close();
    });
  });

  it('tables can be read: a caption, a head for every column, and the twin of every chart', async () => {
    const {page} = await open(1280, 'light');
    const heads = await page.evaluate<readonly {columns: number; cells: number; caption: string}[]>(`
      [...document.querySelectorAll('table')].map(table => ({
        columns: table.querySelectorAll('thead th[scope=col]').length,
        cells: table.querySelectorAll('tbody tr:first-child td').length,
        caption: table.querySelector('caption')?.textContent ?? '',
      }))`);
    expect(heads.length).toBeGreaterThan(20);
    expect(heads.filter(({columns, cells, caption}) => columns !== cells || caption === '')).toEqual([]);
    const twin = page.locator('figure details').first();
    expect(await twin.locator('table').isVisible()).toBe(false);
    await twin.locator('summary').click();
    expect(await twin.locator('table').isVisible()).toBe(true);
    await page.close();
  });

  it('an id of evidence leads to its row', async () => {
    const {page} = await open(1280, 'light');
    const link = page.locator('a.evidence').first();
    const id = await link.textContent();
    await link.click();
    expect(await page.locator('tr:target td code').textContent()).toBe(id);
    await page.close();
  });

  it('prints in light, with the tables of its charts open', async () => {
    const {page} = await open(1280, 'dark');
    await page.emulateMedia({media: 'print', colorScheme: 'dark'});
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('figure details table').first().isVisible()).toBe(true);
    const pdf = await page.pdf();
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('a text of a person stays a text', async () => {
    const journal = join(folder, 'nasty.jsonl');
    const nasty = '<img src="https://example.com/x.png" onerror="document.title=1"><script>document.title=2</script>';
    await writeJournal(journal, nasty);
    spawnSync(process.execPath, ['bin/incident-replay.js', 'drill', 'report', journal, '-o', file], {encoding: 'utf8'});
    const {page, said, asked} = await open(1280, 'light');
    expect(asked).toHaveLength(1);
    expect(said).toEqual([]);
    expect(await page.title()).toContain('EXERCISE');
    expect(await page.locator('img, script').count()).toBe(0);
    expect(await page.locator('q', {hasText: nasty}).count()).toBeGreaterThan(0);
    await page.close();
  });
});

/** How much a text stands out from what is behind it, as WCAG counts; runs in the page. */
function contrastOf(element: unknown): number {
  const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const brightness = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = channels(colour).map(value =>
      value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  type Part = {parentElement: Part | null; tagName: string};
  // biome-ignore lint/suspicious/noExplicitAny: the page's own globals
  const style = (node: Part) => (globalThis as any).getComputedStyle(node) as {color: string; fill: string; backgroundColor: string};
  const own = element as Part;
  const words = own.tagName === 'text' ? style(own).fill : style(own).color;
  let behind: Part | null = own;
  while (behind !== null && /^(?:transparent|rgba\(0, 0, 0, 0\))$/.test(style(behind).backgroundColor)) behind = behind.parentElement;
  const paper = behind === null ? 'rgb(255, 255, 255)' : style(behind).backgroundColor;
  const [light = 1, dark = 0] = [brightness(words), brightness(paper)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
