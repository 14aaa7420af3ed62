import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithDatasets } from '../datasets.ts';
import type { App } from './harness.ts';
import { openRetail, RETAIL_FILE, RETAIL_ROWS } from './retail.ts';
import { scrollThrough, type Pass } from './scrolling.ts';
import { leave, until } from './tour.ts';

/** The table of a dataset, with half a million rows behind it. */

/** The longest that the page may be busy at a stretch while a person scrolls, and the most rows it may hold. */
const LONGEST_TASK_MS = 200;
const MOST_ROW_NODES = 200;
/** A task of the page's own is long every time; one that another process made long is not. */
const PASSES = 3;

describeWithDatasets('the data view of half a million rows', [RETAIL_FILE], () => {
  let app: App;
  beforeAll(async () => {
    ({ app } = await openRetail());
    await app.page.locator('.gr-body [role=row]').first().waitFor();
  });
  afterAll(() => app.close());

  const grid = () => app.page.locator('.gr-scroll');
  const rowTexts = (at: number): Promise<string[]> =>
    app.page.locator(`.gr-body [role=row][aria-rowindex="${at + 2}"] [role=gridcell]`).allTextContents();

  it('stands after the import, and says how many there are', async () => {
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(RETAIL_ROWS + 1));
    await until('the first row', async () => (await rowTexts(0)).join(' ').includes('WHITE HANGING HEART'));
  });

  it('is never busy for long while it is scrolled, and draws only what is seen', async () => {
    const passes: Pass[] = [];
    for (let n = 0; n < PASSES; n++) passes.push(await scrollThrough(app, 7 + n));
    const longest = passes.map(({ tasksMs }) => Math.max(0, ...tasksMs));
    console.warn(
      `longest task of each pass: ${longest.map(Math.round).join(', ')} ms; most rows drawn: ${Math.max(...passes.map(({ mostRows }) => mostRows))}`,
    );
    for (const { mostRows, frames } of passes) {
      expect(frames).toBe(100);
      expect(mostRows).toBeGreaterThan(10);
      expect(mostRows).toBeLessThanOrEqual(MOST_ROW_NODES);
    }
    expect(Math.min(...longest)).toBeLessThan(LONGEST_TASK_MS);
  });

  it('comes to the last row by the keyboard', async () => {
    await leave(app);
    await grid().focus();
    await app.page.keyboard.press('Control+End');
    await until('the last row', async () => (await rowTexts(RETAIL_ROWS - 1)).join(' ').includes('581587'));
    await app.page.keyboard.press('Control+Home');
    await until('the first row', async () => (await rowTexts(0)).length > 0);
  });

  it('sorts all rows, not those it has drawn', async () => {
    const heading = app.page.locator('.gr-head [role=columnheader]', { hasText: 'Quantity' });
    await heading.click();
    await until('the smallest quantity', async () => (await rowTexts(0)).some((text) => /^[-−]80,995$/.test(text)));
    await heading.click();
    await until('the largest quantity', async () => (await rowTexts(0)).includes('80,995'));
    await heading.click();
  });

  it('finds a text anywhere in the table', async () => {
    await grid().focus();
    await app.page.keyboard.press('Control+f');
    await app.page.keyboard.type('rabbit night light');
    const said = app.page.locator('.gr-count');
    await until('the rows that have it', async () =>
      /^[\d,]{3,6} of 541,909 rows/.test((await said.textContent()) ?? ''),
    );
    const cells = (await rowTexts(0)).join(' ');
    expect(cells).toContain('RABBIT NIGHT LIGHT');
    await app.page.locator('.gr-bar input').fill('');
    await until('all rows', async () => (await said.textContent()) === '541,909 rows');
  });

  it('shows what each column holds', async () => {
    await app.page.getByRole('tab', { name: 'Columns' }).click();
    const customer = app.page.locator('.pr tbody tr', { hasText: 'CustomerID' });
    // 135,080 of 541,909 lines have no customer.
    await customer.getByText('24.9%').waitFor();
    await customer.getByText('4,372').waitFor();
  });

  it('raised no complaint', () => expect(app.complaints).toEqual([]));
});
