import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../report/html.ts';
import type { Report } from '../../report/report.ts';
import { example, green, HOSTILE } from './_example.ts';

const CHROMIUM = '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function hasChromium(): boolean {
  try {
    accessSync(CHROMIUM, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!hasChromium())('the page in a browser (skipped without Debian’s chromium)', () => {
  let browser: Browser;
  let server: Server;
  const asked: string[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'sclerite-page-'));

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: process.getuid?.() !== 0 });
    // Over HTTP a page could ask its own origin for more, which a file cannot.
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'text/html; charset=utf-8').end(html(example));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
    rmSync(directory, { recursive: true });
  });

  /** The report, opened from a file as people do; what went wrong in it is kept. */
  async function open(
    report: Report,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const file = join(directory, 'report.html');
    writeFileSync(file, html(report));
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }

  const shown = (page: Page) => page.locator('details.result:visible').count();
  const all = example.servers.flatMap(({ results }) => results).length;

  it('asks the network for nothing', async () => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'networkidle' });
    expect(requests).toEqual([`http://127.0.0.1:${port}/`]);
    expect(asked).toEqual(['/']);
    await page.close();
  });

  it('shows what a server said, and obeys none of it', async () => {
    const { page, complaints } = await open(example);
    expect(await page.title()).not.toContain('owned');
    const text = (await page.locator('.place pre').last().textContent()) ?? '';
    expect(text).toContain(HOSTILE.split('\n')[0]);
    expect(text).toContain('\\x1b[2J');
    expect(complaints).toEqual([]);
  });

  it('keeps a script out even when one came in', async () => {
    const { page } = await open(example);
    const outcome = await page.evaluate(`(() => {
      const script = document.createElement('script');
      try { script.textContent = 'document.title = "owned"'; } catch (error) { return error.name; }
      document.body.append(script);
      return document.title;
    })()`);
    expect(outcome).toBe('TypeError'); // trusted types: no text becomes a program
    const style = await page.evaluate(`(() => {
      document.body.setAttribute('style', 'display: none');
      return getComputedStyle(document.body).display;
    })()`);
    expect(style).toBe('block');
  });

  it('finds by words, status, severity and server, and says how many', async () => {
    const { page } = await open(example);
    const says = page.locator('#shown');
    expect(await shown(page)).toBe(all);
    expect(await says.textContent()).toBe(`${all} of ${all} shown.`);

    await page.getByLabel('Search titles, ids and evidence').fill('PASSWORDAUTHENTICATION yes');
    expect(await shown(page)).toBe(2);
    expect(await page.locator('.server:visible').count()).toBe(2);
    await page.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => shown(page)).toBe(all);

    await page.getByLabel('Pass').uncheck();
    expect(await shown(page)).toBe(7);
    await page.getByLabel('Severity').selectOption('medium');
    expect(await shown(page)).toBe(2);
    await page.getByLabel('Server', { exact: true }).selectOption('backup');
    expect(await says.textContent()).toBe(`1 of ${all} shown.`);
    await page.getByLabel('Cannot tell').uncheck();
    expect(await says.textContent()).toBe(`Nothing fits, of ${all}.`);
  });

  it('opens and closes what is shown', async () => {
    const { page } = await open(example);
    const opened = page.locator('details.result[open]');
    await page.getByLabel('Server', { exact: true }).selectOption('edge');
    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await opened.count()).toBe(2);
    await page.getByRole('button', { name: 'Close all' }).click();
    expect(await opened.count()).toBe(0);
  });

  it('is whole without its script', async () => {
    const { page } = await open(example, { javaScriptEnabled: false });
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await shown(page)).toBe(all);
    await page.locator('details.result').first().locator('summary').click();
    expect(await page.locator('details.result pre').first().isVisible()).toBe(true);
  });

  it('opens everything on paper', async () => {
    const { page } = await open(example);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await page.locator('form').isVisible()).toBe(false);
    for (const evidence of await page.locator('details.result pre').all())
      expect(await evidence.isVisible()).toBe(true);
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await page.locator('details.result[open]').count()).toBe(0);
  });

  it('is reached by the keyboard, the controls first', async () => {
    const { page } = await open(example);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to every control');
    await page.locator('details.result summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('details.result[open]').count()).toBe(1);
  });

  const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [390, 1280].flatMap((width) =>
      (
        [
          ['all', example],
          ['green', green],
        ] as const
      ).map(([name, report]) => ({ name, report, colorScheme, width })),
    ),
  );

  it.each(looks)(
    'has no fault that axe finds: $name, $colorScheme, $width px',
    async ({ report, colorScheme, width }) => {
      const { page } = await open(report, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      await page.getByRole('button', { name: 'Open all' }).click();
      await page.evaluate(axe);
      const { violations, passes } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as {
        violations: { id: string; nodes: { html: string }[] }[];
        passes: { id: string }[];
      };
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast'); // it really measured
      const [page_, view] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
        number,
        number,
      ];
      expect(page_, 'nothing makes the page wider than the screen').toBeLessThanOrEqual(view);
    },
  );
});
