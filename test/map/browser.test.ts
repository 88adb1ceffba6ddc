import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { documentsOf } from '../../lib/can/documents.ts';
import { definitionOf, fillDefinition } from '../../lib/definition/definition-of.ts';
import { accessMap } from '../../lib/map/graph.ts';
import { htmlMap } from '../../lib/map/html.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { DEFAULT_ANSWERS } from '../support/answers.ts';
import { describeWithout } from '../support/tools.ts';
import { FACTS } from '../support/values.ts';

const BROWSER = '/usr/bin/chromium';

if (existsSync(BROWSER)) describe('the page in a browser', inBrowser);
else describeWithout('the page in a browser', 'no chromium (get it: apt-get install chromium)');

function pageFile(): string {
  const { model, environments } = buildService(DEFAULT_ANSWERS);
  const parts = environments.map((environment) => ({
    environment: environment.name,
    documents: documentsOf(fillDefinition(definitionOf(model, environment), FACTS), FACTS),
    facts: FACTS,
  }));
  const path = join(mkdtempSync(join(tmpdir(), 'map ')), 'map.html');
  writeFileSync(path, htmlMap(accessMap('shop', parts)));
  return pathToFileURL(path).href;
}

function inBrowser(): void {
  test('filters, opens a role by a click and by keyboard, and asks for nothing over a network', async () => {
    const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const strays: string[] = [];
      page.on('pageerror', (error) => strays.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith('file:')) strays.push(request.url());
      });
      await page.goto(pageFile());
      const all = await page.locator('details.role').count();
      await page.getByLabel('Environment').selectOption('prod');
      const environments = await page
        .locator('details.role:visible')
        .evaluateAll((list) => list.map((one) => one.getAttribute('data-environment')));
      expect([...new Set(environments)]).toEqual(['prod']);
      expect(await page.getByRole('status').textContent()).toBe(
        `${environments.length} of ${all} roles`,
      );
      await page.getByLabel('Environment').selectOption('');
      await page.locator('g.node.role').nth(1).click();
      expect(await page.locator('details[open] summary:focus').textContent()).toContain('task');
      await page.reload();
      // Past the three filters to the first role.
      for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      expect(await page.locator('details.role').first().getAttribute('open')).toBe('');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('form').isVisible()).toBe(false);
      expect(strays).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
}
