import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOpenDialog, answerSaveDialog, launch, type App } from './harness.ts';
import { ask, until, untilIdle } from './tour.ts';

/** The table, the inspector and the project tree from the keyboard, with the focus where one expects it after each step. */

const COUNTRIES = ['France', 'Spain', 'Germany'];
const CUSTOMERS = 60;
const inFrance = Array.from({ length: CUSTOMERS }, (_, i) => i).filter((i) => i % COUNTRIES.length === 0);

let app: App;
let exported = '';

beforeAll(async () => {
  app = await launch({ locale: 'en' });
  const file = path.join(app.home, 'customers.csv');
  exported = path.join(app.home, 'in-france.csv');
  const line = (i: number): string => `C${1000 + i},${COUNTRIES[i % COUNTRIES.length]},${(i * 7.5).toFixed(2)}\n`;
  fs.writeFileSync(file, `customer_id,country,spend\n${Array.from({ length: CUSTOMERS }, (_, i) => line(i)).join('')}`);
  await answerOpenDialog(app, [file]);
  await answerSaveDialog(app, path.join(app.home, 'shop.clientele'));
});
afterAll(() => app.close());

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await app.page.keyboard.press(key);
}

/** What has the focus, as a screen reader would begin: its role or tag, and its name. */
const focused = (): Promise<{ role: string; name: string }> =>
  app.page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return { role: element?.getAttribute('role') ?? element?.tagName.toLowerCase() ?? '', name: name.trim() };
  });

const untilFocused = (role: string, name = ''): Promise<void> =>
  until(`the focus on ${role} ${name}`, async () => {
    const here = await focused();
    return here.role === role && here.name.includes(name);
  });

/** Presses Tab until something has the focus; what cannot be reached so is not there for the keyboard. */
async function tabTo(role: string, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let n = 0; n < 60; n++) {
    const here = await focused();
    if (here.role === role && name.test(here.name)) return;
    passed.push(`${here.role} ${here.name.slice(0, 30)}`);
    await press(key);
  }
  throw new Error(`Tab never came to ${role} ${name}; it passed ${passed.join(' · ')}`);
}

const segmentNames = async (): Promise<string[]> =>
  (await ask(app, 'project.view', {}))?.segments.map(({ name }) => name) ?? [];

it('goes on to the outcome of an import', async () => {
  await app.page.locator('.start').waitFor();
  await press('Control+i');
  await app.page.locator('.im-foot').waitFor();
  await tabTo('button', /^Import$/);
  await press('Enter');
  await untilFocused('button', 'Done');
  await press('Enter');
  await app.page.locator('.ds .gr-body [role=row]').first().waitFor();
  await untilIdle(app);
});

it('stays in the filter of a column, and comes back to the table', async () => {
  await tabTo('grid', /./);
  await press('ArrowUp', 'ArrowRight', 'Alt+ArrowDown');
  await app.page.locator('.gr-filter').waitFor();
  await untilFocused('input');
  await app.page.keyboard.type('France');
  await tabTo('button', /^Filter$/);
  await press('Tab');
  expect((await focused()).role).toBe('select');
  await press('Shift+Tab', 'Enter');
  const said = `${inFrance.length} of ${CUSTOMERS} rows`;
  await until('the filtered rows', async () => (await app.page.locator('.gr-count').textContent()) === said);
});

async function keepSelection(name: string): Promise<void> {
  await tabTo('button', /^Keep as segment$/);
  await press('Enter');
  await untilFocused('input');
  await app.page.keyboard.type(name);
  await press('Enter');
}

it('selects what is left, and keeps it as a segment', async () => {
  await tabTo('button', /^Select these/);
  await press('Enter');
  await app.page.locator('.in-big', { hasText: `${inFrance.length} customers` }).waitFor();
  await keepSelection('In France');
  await untilFocused('button', 'Keep as segment');
  expect(await segmentNames()).toContain('In France');
  expect((await ask(app, 'project.view', {}))?.segments[0]?.count).toBe(inFrance.length);
});

it('leaves the focus to the palette, opened before the segment was kept', async () => {
  await keepSelection('Again');
  await press('Control+k');
  await app.page.locator('form', { hasText: 'Name of the segment' }).waitFor({ state: 'detached' });
  await untilFocused('combobox');
  await app.page.keyboard.type('segment');
  expect(await app.page.locator('.pal input').inputValue()).toBe('segment');
  await press('Escape');
  await untilFocused('button', 'Keep as segment');
  await press('Control+z');
  await until('one segment', async () => (await segmentNames()).length === 1);
});

it('opens what a column holds, in the inspector', async () => {
  await tabTo('button', /^spend/);
  await press('Enter');
  await app.page.locator('.in-details svg').waitFor();
  expect(await app.page.locator('.in-details').textContent()).toContain('Mean221.25');
  await press('Enter');
  expect(await app.page.locator('.in-details').count()).toBe(0);
});

it('finds an entry of the project by its first letter, and renames it', async () => {
  await tabTo('treeitem', /./, 'Shift+Tab');
  await press('Home', 'i');
  await untilFocused('treeitem', 'In France');
  await press('F2');
  await untilFocused('input');
  await app.page.keyboard.type('French customers');
  await press('Enter');
  await until('the new name', async () => (await segmentNames()).includes('French customers'));
  await untilFocused('treeitem', 'French customers');
});

it('exports it from its menu, and comes back to the entry', async () => {
  await answerSaveDialog(app, exported);
  await press('Shift+F10');
  await untilFocused('menuitem');
  for (let n = 0; n < 4 && !(await focused()).name.startsWith('Export'); n++) await press('ArrowDown');
  await press('Enter');
  await until('the file', () => fs.existsSync(exported));
  const [head, ...rows] = fs.readFileSync(exported, 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/);
  expect(head).toBe('customer_id');
  expect(rows.sort()).toEqual(inFrance.map((i) => `C${1000 + i}`));
  await untilFocused('treeitem', 'French customers');
});

it('deletes it, stays in the tree, and brings it back', async () => {
  await press('Delete');
  await until('the end of the segment', async () => (await segmentNames()).length === 0);
  await untilFocused('treeitem');
  await press('Control+z');
  await until('the segment', async () => (await segmentNames()).length === 1);
});

it('raised no complaint', () => expect(app.complaints).toEqual([]));
