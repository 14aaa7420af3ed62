import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { datasetPath, describeWithDatasets } from '../../datasets.ts';
import { importInto, startEngine, temporaryFolder, type TestEngine } from '../engine-harness.ts';

/** Tables that other tools read, with the columns they count on. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  interactions_clean: ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'amount'],
  interactions_returns: ['InvoiceNo', 'StockCode', 'CustomerID', 'amount', 'reason'],
  rfm: [
    ...['customer_id', 'recency', 'frequency', 'monetary'],
    ...['recency_score', 'frequency_score', 'monetary_score', 'group'],
  ],
  behaviour: ['customer_id', 'tenure', 'gap_mean', 'basket_lines', 'basket_value', 'return_rate', 'diversity'],
  clusters: ['customer_id', 'cluster', 'certainty'],
  personas: ['cluster', 'size', 'name_en', 'name_zh', 'text_en', 'text_zh'],
  tags: ['customer_id', 'tag'],
  recommendations: ['customer_id', 'rank', 'item_id', 'score', 'reason'],
  evaluation: ['model', 'metric', 'k', 'value', 'lower', 'upper'],
};

/** Half a million rows on a machine that does other things too. */
const PATIENCE_MS = 240_000;

describeWithDatasets('the overview of Online Retail', ['online-retail.csv.gz'], () => {
  const folder = temporaryFolder();
  const open = async () => {
    const engine = startEngine({ threads: 2 }, PATIENCE_MS);
    await engine.call('project.create', { path: path.join(folder, 'shop.clientele') });
    const interactions = await importInto(engine, [datasetPath('online-retail.csv.gz')], { name: 'interactions' });
    const request = { templateId: 'shop-overview', datasets: { interactions }, locale: 'en' } as const;
    const { notebookId } = await engine.call('template.open', request);
    const { jobIds } = await engine.call('notebook.runStale', { notebookId });
    await engine.wait(jobIds);
    return { engine, views: await engine.call('notebook.view', { notebookId }) };
  };
  let opened: ReturnType<typeof open>;
  beforeAll(async () => {
    opened = open();
    await opened;
  }, PATIENCE_MS);

  /** The whole of a small table, by its published name. */
  async function rowsOf(engine: TestEngine, name: string, columns: readonly string[]): Promise<unknown[][]> {
    const { views } = await opened;
    const { panel } = views.find((view) => Object.values(view.panel.names).includes(name)) ?? {};
    const output = Object.entries(panel?.names ?? {}).find(([, own]) => own === name)?.[0] ?? '';
    const ref = { from: 'panel', panelId: panel?.id ?? '', output } as const;
    const { info, rows } = await engine.call('table.page', { ref, offset: 0, limit: 500 });
    const places = columns.map((column) => info.columns.findIndex((own) => own.name === column));
    expect(places, `${name} has ${columns.join(', ')}`).not.toContain(-1);
    return rows.map((row) => places.map((place) => row[place]));
  }

  async function recallAt20(table: string): Promise<Record<string, number>> {
    const { engine } = await opened;
    const rows = await rowsOf(engine, table, ['model', 'metric', 'k', 'value']);
    return Object.fromEntries(
      rows.filter(([, metric, k]) => metric === 'recall' && k === 20).map(([model, , , value]) => [model, value]),
    ) as Record<string, number>;
  }

  it('runs to the end and publishes what other tools read', async () => {
    const { engine, views } = await opened;
    expect(views.filter(({ panel }) => panel.kind === 'step').map(({ state }) => state)).toEqual(
      views.filter(({ panel }) => panel.kind === 'step').map(() => 'ready'),
    );
    for (const [name, columns] of Object.entries(PUBLISHED))
      expect((await rowsOf(engine, name, columns)).length, name).toBeGreaterThan(0);
  });

  it('recommends what is new to a customer at least twice as well as popularity does', async () => {
    const { popular = NaN, 'item-knn': itemKnn = NaN } = await recallAt20('evaluation');
    expect(popular).toBeGreaterThan(0.02);
    expect(itemKnn / popular).toBeGreaterThanOrEqual(2);
  });

  it('shows buy again beside them where bought items count too', async () => {
    const recall = await recallAt20('evaluation_again');
    expect(Object.keys(recall)).toEqual(['popular', 'buy-again', 'item-knn']);
    expect(recall['buy-again']).toBeGreaterThan(recall.popular ?? NaN);
  });

  it('backs every sentence of a persona with a number', async () => {
    const { engine } = await opened;
    const facts = await rowsOf(engine, 'persona_facts', ['cluster', 'text_en', 'feature', 'value', 'others', 'effect']);
    const portraits = await rowsOf(engine, 'personas', ['cluster', 'text_en', 'size']);
    for (const [cluster, text] of portraits) {
      const own = facts.filter(([of]) => of === cluster);
      // The portrait is of measures, which come first; then come categories and tags, which only the card tells.
      const said = own.map(([, sentence]) => sentence).join(' ');
      expect(said.slice(0, String(text).length)).toBe(text);
      for (const [, , , value, others, effect] of own) {
        expect([value, others, effect].every(Number.isFinite)).toBe(true);
        expect(Math.sign(Number(value) - Number(others))).toBe(Math.sign(Number(effect)));
      }
    }
    expect(portraits.reduce((sum, [, , size]) => sum + Number(size), 0)).toBe(4338);
  });
});
