import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HeatmapFigure } from '../../../src-main/contract/figure.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { addStep, importInto, runPanel, smallShop, startEngine, temporaryFolder, viewOf } from '../engine-harness.ts';

const TUTORIAL = 'who-is-about-to-leave';

describe('the tutorial “Who is about to leave?”', () => {
  const folder = temporaryFolder();
  const engine = startEngine();
  let notebookId = '';

  const lessons = async () => (await engine.call('tutorial.view', { tutorialId: TUTORIAL })).steps;
  const done = async (): Promise<string[]> => (await lessons()).filter((lesson) => lesson.done).map(({ id }) => id);
  const add = async (step: string, options: Parameters<typeof addStep>[3] = {}): Promise<string> => {
    const panelId = await addStep(engine, notebookId, step, options);
    await runPanel(engine, notebookId, panelId);
    return panelId;
  };

  beforeAll(async () => {
    const files = await smallShop(folder, { seed: 5, nCustomers: 300 });
    await engine.call('project.create', { path: path.join(folder, 'learner.clientele') });
    ({ notebookId } = await engine.call('notebook.add', { title: 'Learning' }));
    await importInto(engine, [files.orders], { name: 'interactions' });
    await add('prepare.clean');
  });

  it('goes from orders to a segment of those at risk, each panel fed by what stands above it', async () => {
    const target = await add('prepare.target-churn', { parameters: { horizon: 60, snapshots: 3 } });
    expect((await done()).at(-1)).toBe('target');
    await add('evaluate.leak-check');
    expect((await done()).at(-1)).toBe('leaks');
    const compare = await add('evaluate.predictors');
    expect((await done()).at(-1)).toBe('compare');
    // The classes of a flag are words of the reader's language.
    const { run } = await viewOf(engine, notebookId, compare);
    const confusion = (await engine.figure(run!.id, 'confusion')) as HeatmapFigure;
    expect(confusion.rows.map((label) => formatLabel(label, 'zh'))).toEqual(['实际为否', '实际为是']);
    expect(confusion.columns.map((label) => formatLabel(label, 'en'))).toEqual(['predicted no', 'predicted yes']);
    const model = await add('predict.logistic');
    expect((await done()).at(-1)).toBe('model');
    await add('explain.importance');
    await add('evaluate.threshold');
    expect((await done()).at(-1)).toBe('threshold');
    const applied = await add('predict.logistic:apply', {
      inputs: {
        model: [{ from: 'panel', panelId: model, output: 'model' }],
        table: [{ from: 'panel', panelId: target, output: 'today' }],
      },
    });
    const predicate = { op: 'between', column: 'probability', min: 0.5, max: null } as const;
    const source = { from: 'panel', panelId: applied, output: 'predictions' } as const;
    // So they are above a column, even of rows whose outcome nobody knows yet.
    const { info } = await engine.call('table.page', { ref: source, offset: 0, limit: 1 });
    const heading = info.columns.find(({ name }) => name === 'probability')?.label;
    expect(heading).toEqual({ en: 'Probability: yes', zh: '概率：是' });
    await engine.call('segment.add', { name: 'At risk', kind: 'frozen', source, predicate });
    expect((await lessons()).filter((lesson) => !lesson.done)).toEqual([]);
  });
});
