import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { command as scoreCommand } from '../../../src-main/cli/commands/score.ts';
import type { CallInput } from '../../../src-main/contract/calls.ts';
import { formatError, toErrorPayload } from '../../../src-main/contract/errors.ts';
import type { ScoredRows } from '../../../src-main/contract/models.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { printed } from '../cli/printed.ts';
import { addStep, importInto, rowsOf, runPanel, startEngine, temporaryFolder, viewOf } from '../engine-harness.ts';

type Rows = CallInput<'model.score'>['rows'];

const DAY = 86_400_000;
const CUTOFF = Date.parse('2024-03-01');
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * 60 customers who order every ten days from November on: the first thirty until the middle of April, the others until the middle of
 * February. At the cut-off of 1 March with a horizon of 40 days those stayed and these left.
 */
function shopLines(): string[] {
  const lines = ['order_id,customer_id,order_date,amount,category'];
  for (let customer = 0; customer < 60; customer++) {
    const until = Date.parse(customer < 30 ? '2024-04-15' : '2024-02-15');
    const what = `${10 + (customer % 7)},${customer % 2 ? 'Tea' : 'Cups'}`;
    for (let at = Date.parse('2023-11-01') + customer * DAY; at < until; at += 10 * DAY)
      lines.push(`o${lines.length},${named(customer)},${day(at)},${what}`);
  }
  // A line that stands there twice, of which the cleaning says something.
  return [...lines, lines.at(-1)!];
}

const named = (customer: number): string => `c${String(customer).padStart(2, '0')}`;

const people = Array.from({ length: 60 }, (_, i) => `${named(i)},${['Bern', 'Basel', 'Chur'][i % 3]}`);

describe('raw orders, scored by a model that was fitted on features', () => {
  const folder = temporaryFolder();
  const engine = startEngine({ backend: 'wasm' });
  const project = path.join(folder, 'shop.clientele');
  const lines = shopLines();
  let [notebookId, target, model] = ['', '', ''];
  let own: [string, number][] = [];

  const output = (panelId: string, name: string) => ({ from: 'panel', panelId, output: name }) as const;
  const file = (name: string, rows: readonly string[]): string => {
    writeFileSync(path.join(folder, name), `${rows.join('\n')}\n`);
    return path.join(folder, name);
  };
  const newest = async (panelId: string): Promise<string> =>
    (await engine.call('model.list', {})).find((found) => found.panelId === panelId)!.versions[0]!.runId;
  const raw = (rows: readonly string[], asOf: string | null, customers: readonly string[] | null = null): Rows => ({
    from: 'datasets',
    files: [
      { dataset: 'orders', path: file('new.csv', rows) },
      ...(customers ? [{ dataset: 'customers', path: file('people.csv', ['customer_id,city', ...customers]) }] : []),
    ],
    asOf: asOf === null ? null : Date.parse(asOf),
  });
  const keep = async (rows: Rows, runId?: string) => {
    const asked = { runId: runId ?? (await newest(model)), rows, name: 'scores' };
    const { jobId } = await engine.call('model.keepScores', asked);
    const [result] = (await engine.wait([jobId])) as [ScoredRows & { datasetId: string }];
    const cells = await rowsOf(engine, { from: 'dataset', datasetId: result.datasetId }, [
      'customer_id',
      'probability',
    ]);
    return {
      ...result,
      scores: new Map(cells as [string, number][]),
      said: result.warnings.map((w) => formatLabel(w, 'en')),
    };
  };
  const refusal = async (rows: Rows, panelId = model): Promise<string> => {
    const payload = await keep(rows, await newest(panelId)).then(() => expect.unreachable(), toErrorPayload);
    return formatError(payload, 'en').what;
  };
  const add = async (step: string, patch: Parameters<typeof addStep>[3] = {}): Promise<string> => {
    const panelId = await addStep(engine, notebookId, step, patch);
    const view = await runPanel(engine, notebookId, panelId);
    expect(view.state, `${step} ${JSON.stringify(view.error)}`).toBe('ready');
    return panelId;
  };

  const query = async (body: string): Promise<string> => {
    const { panelId } = await engine.call('panel.add', { notebookId, afterId: null, kind: 'sql', body });
    await engine.call('panel.update', { panelId, patch: { title: 'My query' } });
    expect(await runPanel(engine, notebookId, panelId)).toMatchObject({ state: 'ready' });
    return panelId;
  };

  beforeAll(async () => {
    await engine.call('project.create', { path: project });
    ({ notebookId } = await engine.call('notebook.add', { title: 'Churn' }));
    const orders = await importInto(engine, [file('orders.csv', lines)], { name: 'orders' });
    const customers = await importInto(engine, [file('customers.csv', ['customer_id,city', ...people])], { name: 'customers' }); // prettier-ignore
    const clean = await add('prepare.clean', { inputs: { orders: [{ from: 'dataset', datasetId: orders }] } });
    target = await add('prepare.target-churn', {
      inputs: { orders: [output(clean, 'clean')], customers: [{ from: 'dataset', datasetId: customers }] },
      parameters: { horizon: 40, window: 60, cutoff: CUTOFF },
    });
    const filled = await add('prepare.impute', { inputs: { table: [output(target, 'training')] } });
    const encoded = await add('prepare.encode', { inputs: { table: [output(filled, 'filled')] } });
    model = await add('predict.logistic', {
      title: 'Who leaves',
      inputs: { table: [output(encoded, 'encoded')] },
      parameters: { target: 'churned' },
    });
    own = (await rowsOf(engine, output(model, 'predictions'), ['customer_id', 'probability'])) as typeof own;
  });

  it('says as of the training cut-off what the panel itself says', async () => {
    expect(own).toHaveLength(60);
    const { scores, said } = await keep(raw(lines, day(CUTOFF)));
    expect([...scores]).toEqual(own);
    // Each panel above says once what it has to say, of the new data alone.
    expect(said).toEqual([expect.stringContaining('exact duplicate')]);
  });

  it('counts from the day after the newest order, and sees who came back', async () => {
    const later = await keep(raw(lines, null));
    // On 16 April nobody of the second half has ordered within 60 days, and the model never saw such a customer.
    expect([...later.scores.keys()]).toEqual(people.slice(0, 30).map((line) => line.slice(0, 3)));
    expect(later.said.join(' ')).toContain('30 customers were left out, without an order in the window of 60 days');
    const back = await keep(raw([...lines, 'x1,c45,2024-02-28,12,Tea'], day(CUTOFF)));
    const before = new Map(own);
    expect(back.scores.get('c45')).toBeLessThan(before.get('c45')!);
    expect(back.scores.get('c44')).toBe(before.get('c44'));
  });

  it('reads categories and cities that it never saw as others, and warns of drift', async () => {
    const news = lines.map((line, i) => (i > 0 && i % 2 ? line.replace(/,\w+$/, ',Cakes') : line));
    const { scores } = await keep(
      raw(
        news,
        day(CUTOFF),
        people.map((line) => line.replace('Chur', 'Genf')),
      ),
    );
    expect([...scores.keys()]).toEqual(own.map(([customer]) => customer));
    const { said } = await keep(raw(lines, '2024-04-10'));
    expect(said.join(' ')).toMatch(/The rows (are others than|differ from)/);
  });

  it('refuses a file by the columns that it lacks or cannot read', async () => {
    const cut = lines.map((line) =>
      line
        .split(',')
        .filter((_, i) => i !== 2)
        .join(','),
    );
    expect(await refusal(raw(cut, null))).toBe('“new.csv” cannot stand in for “orders”: “order_date” is missing');
    const words = lines.map((line, i) => (i === 0 ? line : line.split(',').with(2, 'some day').join(',')));
    expect(await refusal(raw(words, null))).toContain('“order_date” is text, not a date');
    expect(await refusal(raw(lines.slice(0, 1), null))).toContain('“new.csv” has no rows');
    expect(await refusal(raw(lines, '2023-10-01'))).toContain('no customer has an order before the cut-off');
    const stray: Rows = { from: 'datasets', files: [{ dataset: 'visits', path: file('v.csv', lines) }], asOf: null };
    expect(await refusal(stray)).toContain('it reads orders, customers');
  });

  it('asks a query of the new data, beside what the panels above make of it', async () => {
    const paid = 'select sum(amount) from orders where orders.customer_id = e.customer_id';
    const body = `select *, (${paid}) as paid from encoded as e where customer_id <> 'c07'`;
    const asked = await add('predict.logistic', {
      inputs: { table: [output(await query(body), 'result')] },
      parameters: { target: 'churned' },
    });
    const shown = await rowsOf(engine, output(asked, 'predictions'), ['customer_id', 'probability']);
    expect(shown).toHaveLength(59);
    const { scores } = await keep(raw(lines, day(CUTOFF)), await newest(asked));
    expect([...scores]).toEqual(shown);
    const richer = lines.map((line) => (line.includes(',c45,') ? line.replace(/,(\d+),(\w+)$/, ',1$1,$2') : line));
    const others = await keep(raw(richer, day(CUTOFF)), await newest(asked));
    expect(others.scores.get('c45')).not.toBe(scores.get('c45'));
  });

  it('names every panel that new data cannot pass', async () => {
    const invented = 'with recursive n(i) as (values (1) union all select i + 1 from n where i < 20) select i, i % 2 as churned from n'; // prettier-ignore
    const other = await add('predict.baseline', {
      inputs: { table: [output(await query(invented), 'result')] },
      parameters: { target: 'churned' },
    });
    const why = '“My query”: its query reads no table that was kept with the model';
    const card = await engine.call('model.card', { runId: await newest(other) });
    expect(card.raw?.refused?.en).toBe(why);
    expect(await refusal(raw(lines, null), other)).toBe(`This model cannot score raw data: ${why}`);
  });

  it('keeps to the panels that a version was fitted below, whatever they are now', async () => {
    const first = await newest(model);
    const parameters = { horizon: 40, window: 30, cutoff: CUTOFF };
    await engine.call('panel.update', { panelId: target, patch: { parameters } });
    await runPanel(engine, notebookId, model);
    expect(await newest(model)).not.toBe(first);
    expect([...(await keep(raw(lines, day(CUTOFF)), first)).scores]).toEqual(own);
    await engine.call('history.undo', {});
  });

  it('gives the kept scores a new version, which a live segment follows', async () => {
    const { datasetId } = await keep(raw(lines, day(CUTOFF)));
    const predicate = { op: 'between', column: 'probability', min: 0.5, max: null } as const;
    await engine.call('segment.add', { name: 'At risk', kind: 'rule', source: { from: 'dataset', datasetId }, predicate }); // prettier-ignore
    const count = async () => (await engine.call('project.view', {}))!.segments[0]!.count;
    expect(await count()).toBe(own.filter(([, chance]) => chance >= 0.5).length);
    expect((await keep(raw(lines, null))).datasetId).toBe(datasetId);
    expect(await count()).toBeLessThan(30);
  });

  it('writes the same numbers from the command line, here of a neural model', async () => {
    const network = await add('predict.mlp', {
      title: 'A network',
      inputs: { table: (await viewOf(engine, notebookId, model)).panel.inputs.table! },
      parameters: { target: 'churned', hiddenSize: 8, hiddenLayers: 1, epochs: 3 },
    });
    const shown = await rowsOf(engine, output(network, 'predictions'), ['customer_id', 'probability']);
    const { scores } = await keep(raw(lines, day(CUTOFF)), await newest(network));
    expect([...scores]).toEqual(shown);
    await engine.call('project.close', {});
    const to = path.join(folder, 'scores.csv');
    const words = ['--raw', `orders=${file('new.csv', lines)}`, '--as-of', day(CUTOFF), '--to', to];
    const said = await printed(scoreCommand, [project, 'A network', ...words]);
    expect(said).toMatch(/60 rows scored by version 1: .*scores\.csv/);
    const [header = '', ...rows] = readFileSync(to, 'utf8').trimEnd().split('\r\n');
    const at = header.split(',').indexOf('probability');
    expect(rows.map((line) => line.split(',')).map((cells) => [cells[0], Number(cells[at])])).toEqual(shown);
  });
});
