import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { command as modelsCommand } from '../../../src-main/cli/commands/models.ts';
import { command as scoreCommand } from '../../../src-main/cli/commands/score.ts';
import type { ModelView, ScoredRows } from '../../../src-main/contract/models.ts';
import type { Segment } from '../../../src-main/contract/project.ts';
import { formatError, toErrorPayload } from '../../../src-main/contract/errors.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { printed } from '../cli/printed.ts';
import { addStep, importInto, rowsOf, runPanel, smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';

const FIVE = ['baseline', 'logistic', 'tree', 'naive-bayes', 'boosting'];

/** One notebook from orders to a segment; each test goes on where the one before it ended. */
describe('from orders to a segment of those at risk', () => {
  const folder = temporaryFolder();
  const engine = startEngine();
  const project = path.join(folder, 'shop.clientele');
  const scores = path.join(folder, 'scores.csv');
  let files: Awaited<ReturnType<typeof smallShop>>;
  let [notebookId, datasetId, target, compared, model, applied] = ['', '', '', '', '', ''];
  let threshold = 0.5;

  const output = (panelId: string, name: string) => ({ from: 'panel', panelId, output: name }) as const;
  const add = async (step: string, patch: Parameters<typeof addStep>[3] = {}) => {
    const panelId = await addStep(engine, notebookId, step, patch);
    const view = await runPanel(engine, notebookId, panelId);
    expect(view.state, step).toBe('ready');
    return { panelId, run: view.run! };
  };
  const models = async (): Promise<ModelView> =>
    (await engine.call('model.list', {})).find(({ panelId }) => panelId === model)!;
  const score = async (rows: string, to = scores): Promise<ScoredRows> => {
    const promoted = (await models()).versions.find(({ isPromoted }) => isPromoted);
    const from = { from: 'file', path: rows } as const;
    const { jobId } = await engine.call('model.score', { runId: promoted!.runId, rows: from, path: to, format: 'csv' });
    return (await engine.wait([jobId]))[0] as ScoredRows;
  };
  const segment = async (): Promise<Segment> => (await engine.call('project.view', {}))!.segments[0]!;

  beforeAll(async () => {
    files = await smallShop(folder, { seed: 5, nCustomers: 120 });
    await engine.call('project.create', { path: project });
    ({ notebookId } = await engine.call('notebook.add', { title: 'Churn' }));
    // The last 300 lines arrive later.
    const lines = readFileSync(files.orders, 'utf8').trimEnd().split('\n');
    const first = path.join(folder, 'first.csv');
    writeFileSync(first, `${lines.slice(0, -300).join('\n')}\n`);
    datasetId = await importInto(engine, [first], { name: 'interactions' });
  });

  it('makes a target without leaks, and compares five models on it', async () => {
    await add('prepare.clean');
    ({ panelId: target } = await add('prepare.target-churn', { parameters: { horizon: 60, snapshots: 2 } }));
    const chains = FIVE.map((name) => ({
      from: 'chain' as const,
      chain: { steps: [{ step: `predict.${name}`, parameters: name === 'boosting' ? { nRounds: 20 } : {} }] },
    }));
    const found = await add('evaluate.predictors', {
      parameters: { nFolds: 2, nResamples: 0 },
      inputs: { table: [output(target, 'training')], models: chains },
    });
    compared = found.panelId;
    const names = new Set((await rowsOf(engine, output(compared, 'evaluation'), ['model'])).flat());
    expect(names.size).toBe(5);
    const best = found.run.outputs.find(({ id }) => id === 'best')?.metric;
    expect(best?.value).toBeGreaterThan(0.6);
  });

  it('tunes a tree, and stacks it with another model', async () => {
    const tuned = await add('tune.predictor', {
      parameters: { nTrials: 4, nFolds: 2 },
      inputs: { table: [output(target, 'training')] },
    });
    const other = { from: 'chain' as const, chain: { steps: [{ step: 'predict.logistic', parameters: {} }] } };
    const { panelId, run } = await add('predict.stacking', {
      title: 'Who leaves',
      parameters: { nFolds: 2 },
      inputs: { table: [output(target, 'training')], models: [output(tuned.panelId, 'best'), other] },
    });
    model = panelId;
    expect(run.outputs.find(({ id }) => id === 'rocAuc')?.metric?.value).toBeGreaterThan(0.6);
  });

  it('chooses the threshold that earns most, and says why one customer is at risk', async () => {
    const found = await add('evaluate.threshold', {
      inputs: { table: [output(compared, 'heldOut')] },
      parameters: { benefit: 40, cost: 5 },
    });
    threshold = found.run.outputs.find(({ id }) => id === 'threshold')!.metric!.value;
    expect(threshold).toBeGreaterThan(0);
    await engine.call('panel.update', { panelId: model, patch: { parameters: { nFolds: 2, threshold } } });
    await runPanel(engine, notebookId, model);
    const [[customer]] = (await rowsOf(engine, output(target, 'today'), ['customer_id'])) as [[string]];
    const values = await add('explain.values', {
      parameters: { row: customer, mostRows: 10, nPairs: 2 },
      inputs: { table: [output(target, 'today')], model: [output(model, 'model')] },
    });
    const reasons = await rowsOf(engine, output(values.panelId, 'values'), ['customer_id', 'reason']);
    expect(reasons.find(([id]) => id === customer)?.[1]).toMatch(/^\w+ = /);
  });

  it('keeps the model with a card, in versions of which one is promoted', async () => {
    const first = await models();
    expect(first).toMatchObject({
      panelId: model,
      title: 'Who leaves',
      versions: [{ version: 2, isCurrent: true }, { version: 1 }],
    });
    const card = await engine.call('model.card', { runId: first.versions[0]!.runId });
    expect(card).toMatchObject({ step: 'predict.stacking', target: { column: 'churned' }, tellsDrift: true });
    expect(card.nTrainingRows).toBeGreaterThan(100);
    expect(card.features.table?.length).toBeGreaterThan(3);
    expect(card.trainedOn.table?.[0]).toMatch(/^[0-9a-f]{16,}$/);
    await engine.call('model.promote', { panelId: model, runId: first.versions[0]!.runId });
    await engine.call('panel.update', {
      panelId: model,
      patch: { parameters: { nFolds: 2, threshold, balance: 'over' } },
    });
    await runPanel(engine, notebookId, model);
    const [newest, oldest] = (await models()).versions;
    expect([newest, oldest]).toMatchObject([
      { version: 3, isCurrent: true, isPromoted: false },
      { version: 2, isCurrent: false, isPromoted: true, isPinned: true },
    ]);
    const changes = await engine.call('run.compare', { before: oldest!.runId, after: newest!.runId });
    expect(changes.parameters).toEqual([{ name: 'balance', before: 'none', after: 'over' }]);
    await engine.call('history.undo', {});
    expect((await models()).versions.find(({ isCurrent }) => isCurrent)?.version).toBe(2);
    const promoted = async () => (await models()).versions.find(({ isPromoted }) => isPromoted)?.version;
    await engine.call('model.promote', { panelId: model, runId: null });
    expect(await promoted()).toBeUndefined();
    await engine.call('history.undo', {});
    expect(await promoted()).toBe(2);
    const wrong = engine.call('model.promote', { panelId: target, runId: oldest!.runId });
    await expect(wrong).rejects.toMatchObject({ code: 'not-found' });
  });

  it('scores a new file, refuses one that it cannot score, and warns of drift', async () => {
    const rows = path.join(folder, 'today.csv');
    const source = { ref: output(target, 'today'), path: rows, format: 'csv' } as const;
    const { jobId } = await engine.call('export.table', source);
    await engine.wait([jobId]);
    const found = await score(rows);
    expect(found).toMatchObject({ path: scores, nRejected: 0 });
    const [header, ...scored] = readFileSync(scores, 'utf8').trimEnd().split('\r\n');
    expect(header).toMatch(/customer_id.*,predicted,probability$/);
    expect(scored).toHaveLength(found.nRows);

    const [names = '', ...lines] = readFileSync(rows, 'utf8').trimEnd().split('\r\n');
    const at = names.split(',').indexOf('recency');
    const changed = (name: string, change: (cells: string[]) => string[]): string => {
      const file = path.join(folder, name);
      writeFileSync(file, [names, ...lines].map((line) => change(line.split(',')).join(',')).join('\n'));
      return file;
    };
    const lacking = changed('lacking.csv', (cells) => cells.filter((_, j) => j !== at));
    const refusal = await score(lacking).catch(toErrorPayload);
    expect(formatError(refusal as never, 'en').what).toContain('“recency” is missing');
    const words = changed('words.csv', (cells) => cells.map((cell, j) => (j === at && /^\d/.test(cell) ? 'long ago' : cell))); // prettier-ignore
    expect(formatError((await score(words).catch(toErrorPayload)) as never, 'zh').what).toContain('列“recency”是文本');
    const aged = changed('aged.csv', (cells) => cells.map((cell, j) => (j === at && /^\d/.test(cell) ? String(Number(cell) + 400) : cell))); // prettier-ignore
    const { warnings } = await score(aged);
    expect(warnings.map((warning) => formatLabel(warning, 'en')).join(' ')).toMatch(/Fit it again on newer data/);
  });

  it('keeps those at risk as a segment that follows the data', async () => {
    ({ panelId: applied } = await add('predict.stacking:apply', {
      inputs: { model: [output(model, 'model')], table: [output(target, 'today')] },
    }));
    const predicate = { op: 'between', column: 'probability', min: threshold, max: null } as const;
    const source = output(applied, 'predictions');
    await engine.call('segment.add', { name: 'At risk', kind: 'rule', source, predicate });
    const chances = (await rowsOf(engine, source, ['probability'])).flat().map(Number);
    const before = await segment();
    expect(before).toMatchObject({ entity: 'customer', count: chances.filter((chance) => chance >= threshold).length });
    const when = [{ feature: 'probability', by: 'value', min: threshold, max: null, not: false }];
    const rules = [{ tag: 'at_risk', en: 'At risk', zh: '有流失风险', match: 'all', when }];
    const tags = await add('profile.tags', { parameters: { rules }, inputs: { features: [source] } });
    expect(await rowsOf(engine, output(tags.panelId, 'tags'), ['tag'])).toHaveLength(before.count);
    await importInto(engine, [files.orders], { mode: 'replace', datasetId });
    const { jobIds } = await engine.call('panel.run', { panelId: applied });
    await engine.wait(jobIds);
    expect((await segment()).membersHash).not.toBe(before.membersHash);
  });

  it('does the same from the command line', async () => {
    await engine.call('project.close', {});
    const to = path.join(folder, 'by-line.jsonl');
    const said = await printed(modelsCommand, [project]);
    expect(said).toMatch(/Who leaves {2}predict\.stacking/);
    expect(said).toMatch(/promoted/);
    expect(await printed(modelsCommand, [project, 'card', 'Who leaves'])).toMatch(/Predicts: churned \(no, yes\)/);
    const scored = JSON.parse(await printed(scoreCommand, [project, 'Who leaves', 'churn_today', '--to', to], true)) as ScoredRows; // prettier-ignore
    expect(scored).toMatchObject({ path: to, version: 2 });
    expect(readFileSync(to, 'utf8').trimEnd().split('\n')).toHaveLength(scored.nRows);
  });
});
