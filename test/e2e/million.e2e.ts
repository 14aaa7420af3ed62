import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterMillion, MILLION, openMillion, type MillionRows } from './million.ts';
import { framesASecond, longest, pan, rendererName, showScatter, type Pace } from './pace.ts';
import { scrollThrough } from './scrolling.ts';
import { settle, until } from './tour.ts';

/** A million rows: the table is scrolled, and a scatter of every one of them appears and is looked into. */

/** The longest that the page may be busy at a stretch, and the longest until points can be seen. */
const LONGEST_TASK_MS = 200;
const APPEARS_MS = 2000;
/** What the page does itself takes long every time; what another process made long does not. */
const PASSES = 3;

describe('a million rows', () => {
  let million: MillionRows;
  beforeAll(async () => {
    const { app, datasetId } = await openMillion();
    million = { app, datasetId, notebookId: '', panelId: '' };
    await app.page.locator('.gr-body [role=row]').first().waitFor();
  });
  afterAll(() => million.app.close());

  it('are scrolled without the page ever being busy for long', async () => {
    const { app } = million;
    expect(await app.page.locator('.gr-scroll').getAttribute('aria-rowcount')).toBe(String(MILLION + 1));
    const passes = [];
    for (let n = 0; n < PASSES; n++) passes.push(await scrollThrough(app, 7 + n));
    console.warn(`table, longest task of each pass: ${passes.map(longest).map(Math.round).join(', ')} ms`);
    expect(Math.min(...passes.map(longest))).toBeLessThan(LONGEST_TASK_MS);
    await app.page.locator('.gr-scroll').focus();
    await app.page.keyboard.press('Control+End');
    const last = app.page.locator(`.gr-body [role=row][aria-rowindex="${MILLION + 1}"]`);
    await until('the last row', async () => ((await last.textContent()) ?? '').includes(`v${MILLION - 1}`));
  });

  it('appear in a scatter soon, and the page answers meanwhile', async () => {
    const { app, datasetId } = million;
    million = await clusterMillion(app, datasetId);
    const shown: Pace[] = [];
    for (let n = 0; n < PASSES; n++) {
      await app.page.locator(`#tree-${datasetId}`).click();
      await settle(app);
      shown.push(await showScatter(app, million.notebookId, million.panelId));
    }
    const said = shown.map((pace) => `${Math.round(pace.ms)} ms (longest task ${Math.round(longest(pace))} ms)`);
    console.warn(`scatter appears after ${said.join(', ')}`);
    expect(Math.min(...shown.map(({ ms }) => ms))).toBeLessThan(APPEARS_MS);
    expect(Math.min(...shown.map(longest))).toBeLessThan(LONGEST_TASK_MS);
  });

  it('follow the hand', async () => {
    const { app, panelId } = million;
    const moved = await pan(app, panelId);
    const frames = framesASecond(moved).toFixed(0);
    console.warn(`${frames} frames a second while moved, drawn by ${await rendererName(app.page)}`);
    expect(longest(moved)).toBeLessThan(LONGEST_TASK_MS);
  });

  it('come out one by one as one looks closer, and again all together', async () => {
    const { app, panelId } = million;
    const panel = app.page.locator(`[data-panel="${panelId}"]`);
    const said = panel.locator('.fg-sub').first();
    const whole = '50,000 of 1,000,000 rows, at random';
    await panel.getByRole('button', { name: 'Show everything' }).click();
    await until('the sample of all', async () => ((await said.textContent()) ?? '').includes(whole));
    await panel.locator('.fg-body').first().focus();
    for (let n = 0; n < 3; n++) await app.page.keyboard.press('+');
    await until('a sample of a part', async () => /50,000 of [\d,]+ rows here/.test((await said.textContent()) ?? ''));
    for (let n = 0; n < 12; n++) await app.page.keyboard.press('+');
    await until('all of a part', async () =>
      /here all [\d,]+ of 1,000,000 rows/.test((await said.textContent()) ?? ''),
    );
    await app.page.keyboard.press('0');
    await until('the sample of all', async () => ((await said.textContent()) ?? '').includes(whole));
  });

  it('raised no complaint', () => expect(million.app.complaints).toEqual([]));
});
