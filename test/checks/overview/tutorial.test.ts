import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { listSteps } from '../../../src-main/engine/steps/registry.ts';
import { addStep, importInto, runPanel, smallShop, startEngine, temporaryFolder } from '../engine-harness.ts';

const TUTORIAL = 'know-your-customers';

describe('the tutorial “Know your customers”', () => {
  const folder = temporaryFolder();
  const engine = startEngine();
  let files: Awaited<ReturnType<typeof smallShop>>;
  let notebookId = '';
  let lastPanel = '';

  const lessons = async () => (await engine.call('tutorial.view', { tutorialId: TUTORIAL })).steps;
  const done = async (): Promise<string[]> => (await lessons()).filter((lesson) => lesson.done).map(({ id }) => id);
  const hintOf = async (id: string): Promise<string | undefined> =>
    (await lessons()).find((lesson) => lesson.id === id)?.hint?.code;

  beforeAll(async () => {
    files = await smallShop(folder, { seed: 5, nCustomers: 300 });
    await engine.call('project.create', { path: path.join(folder, 'learner.clientele') });
    ({ notebookId } = await engine.call('notebook.add', { title: 'Learning' }));
  });

  it('is listed, and nothing is done before it begins', async () => {
    expect((await engine.call('tutorial.list', {})).map(({ id }) => id)).toContain(TUTORIAL);
    expect(await done()).toEqual([]);
  });

  it('sees the orders come in', async () => {
    await importInto(engine, [files.orders], { name: 'interactions' });
    expect(await done()).toEqual(['import']);
  });

  it.each([
    ['clean', 'prepare.clean'],
    ['rfm', 'features.rfm'],
    ['behaviour', 'features.behaviour'],
  ])('teaches %s: first to add the panel, then to run it', async (lesson, step) => {
    expect(await hintOf(lesson)).toBe('add-it');
    lastPanel = await addStep(engine, notebookId, step);
    expect(await hintOf(lesson)).toBe('run-it');
    await runPanel(engine, notebookId, lastPanel);
    expect(await done()).toContain(lesson);
  });

  it('asks for better groups while they hardly differ', async () => {
    const scale = await addStep(engine, notebookId, 'transform.scale', {
      parameters: { method: 'auto' },
      inputs: { table: [{ from: 'panel', panelId: lastPanel, output: 'behaviour' }] },
    });
    const parameters = { features: ['weekday_monday', 'weekday_tuesday'], nClusters: 2 };
    const kmeans = await addStep(engine, notebookId, 'cluster.kmeans', {
      parameters: { nClusters: 60 },
      inputs: { table: [{ from: 'panel', panelId: scale, output: 'scaled' }] },
    });
    await runPanel(engine, notebookId, kmeans);
    expect(await hintOf('cluster')).toBe('weak-groups');
    await engine.call('panel.update', { panelId: kmeans, patch: { parameters } });
    expect(await done()).not.toContain('cluster');
    await runPanel(engine, notebookId, kmeans);
    expect(await done()).toContain('cluster');
  });

  it('sees personas, a segment, a comparison and a report', async () => {
    const personas = await addStep(engine, notebookId, 'profile.personas');
    await runPanel(engine, notebookId, personas);
    expect((await done()).at(-1)).toBe('personas');
    const source = { from: 'panel', panelId: personas, output: 'members' } as const;
    const predicate = { op: 'in', column: 'cluster', values: [0] } as const;
    await engine.call('segment.add', {
      name: 'Mine',
      kind: 'frozen',
      source,
      predicate: { ...predicate, values: [0] },
    });
    expect((await done()).at(-1)).toBe('segment');
    await runPanel(engine, notebookId, await addStep(engine, notebookId, 'evaluate.ranking'));
    expect((await done()).at(-1)).toBe('recommend');
    const report = { notebookId, path: path.join(folder, 'report.html'), locale: 'zh' } as const;
    const { jobId } = await engine.call('report.write', report);
    await engine.wait([jobId]);
    expect((await lessons()).filter((lesson) => !lesson.done)).toEqual([]);
  });
});

describe('the other tutorials', () => {
  const folder = temporaryFolder();
  const engine = startEngine();

  /** Each lesson by the panel it asks for, with what the learner chooses. */
  const WORK: Record<
    string,
    readonly (readonly [lesson: string, step: string, parameters?: Record<string, unknown>])[]
  > = {
    'which-features': [
      ['target', 'prepare.target-churn'],
      ['leaks', 'evaluate.leak-check'],
      ['rank', 'select.rank', { target: 'churned', nResamples: 0 }],
      ['redundancy', 'predict.logistic', { target: 'churned' }],
      ['shuffle', 'explain.importance'],
      ['fair', 'evaluate.predictors', { target: 'churned' }],
    ],
    'better-or-luckier': [
      ['target', 'prepare.target-churn', { horizon: 60, snapshots: 3 }],
      ['once', 'evaluate.predictors', { scheme: 'hold-out', nResamples: 0 }],
      ['repeat', 'evaluate.predictors', { nRepeats: 3, nFolds: 2, nResamples: 0 }],
      ['alike', 'evaluate.predictors', { rope: 0.02, nFolds: 2, nResamples: 0 }],
      ['rolling', 'evaluate.predictors', { scheme: 'rolling', group: 'cutoff', nResamples: 0 }],
      ['simple', 'predict.logistic'],
      ['drift', 'evaluate.drift'],
    ],
    'three-ways-to-draw-a-line': [
      ['target', 'prepare.target-churn', { horizon: 60 }],
      ['neighbours', 'predict.nearest', { features: ['recency', 'frequency'], nNeighbours: 1 }],
      ['coast', 'explain.boundaries', { nCells: 10 }],
      ['tree', 'predict.tree', { features: ['recency', 'frequency'] }],
      ['steps', 'explain.boundaries', { nCells: 10 }],
      ['svm', 'predict.svm', { features: ['recency', 'frequency'] }],
      ['islands', 'explain.boundaries', { nCells: 10 }],
      ['judge', 'evaluate.predictors', { nFolds: 2, nResamples: 0 }],
    ],
    'real-groups': [
      ['features', 'features.behaviour'],
      ['scale', 'transform.scale', { method: 'auto' }],
      ['kmeans', 'cluster.kmeans', { nClusters: 3 }],
      ['number', 'cluster.choose-k'],
      ['stability', 'cluster.stability'],
      ['other', 'cluster.hdbscan'],
      ['compare', 'cluster.compare'],
      ['explain', 'profile.explain'],
    ],
    'first-recommender': [
      ['popular', 'recommend.popular'],
      ['model', 'recommend.ease'],
      ['judge', 'evaluate.ranking'],
      ['tune', 'tune.ranking'],
      ['look', 'recommend.preview'],
    ],
    'sitting-with-the-merchant': [
      ['who', 'features.rfm'],
      ['groups', 'cluster.kmeans', { nClusters: 3 }],
      ['model', 'recommend.ease'],
      ['look', 'recommend.preview'],
      ['rules', 'recommend.rerank', { mostPerCategory: 3 }],
    ],
  };

  it.each(Object.entries(WORK))(
    '%s sees each lesson done by adding what is proposed and running it',
    async (tutorialId, work) => {
      const files = await smallShop(folder, { seed: 5, nCustomers: 160 });
      await engine.call('project.create', { path: path.join(folder, `${tutorialId}.clientele`) });
      const { notebookId } = await engine.call('notebook.add', { title: tutorialId });
      await importInto(engine, [files.orders], { name: 'interactions' });
      await runPanel(engine, notebookId, await addStep(engine, notebookId, 'prepare.clean'));
      const lessons = async () => (await engine.call('tutorial.view', { tutorialId })).steps;
      for (const [lesson, step, parameters] of work) {
        expect((await lessons()).find(({ id }) => id === lesson)).toMatchObject({ done: false });
        const panelId = await addStep(engine, notebookId, step, parameters ? { parameters } : {});
        const { error } = await runPanel(engine, notebookId, panelId);
        expect({ step, error }).toEqual({ step, error: null });
      }
      // Two tutorials end with what is no panel: a segment that is kept, and a report that is written.
      const source = { from: 'dataset', datasetId: (await engine.call('project.view', {}))!.datasets[0]!.id } as const;
      await engine.call('segment.add', { name: 'Mine', kind: 'rule', source, predicate: { op: 'and', args: [] } });
      const report = { notebookId, path: path.join(folder, `${tutorialId}.html`), locale: 'en' } as const;
      await engine.wait([(await engine.call('report.write', report)).jobId]);
      expect((await lessons()).filter(({ done }) => !done).map(({ id }) => id)).toEqual([]);
    },
  );
});

describe('every tutorial', () => {
  const engine = startEngine();

  it('calls panels what the gallery calls them, in both languages', async () => {
    const titles = listSteps().map(({ title }) => title);
    const bold = (words: string): string[] => [...words.matchAll(/\*\*(.+?)\*\*/g)].map(([, found]) => found ?? '');
    const buttons = {
      en: ['Import the practice file', 'Keep as segment', 'Facts', 'Score new data'],
      zh: ['导入练习文件', '保存为细分群体', '依据', '为新数据评分'],
    };
    for (const { id } of await engine.call('tutorial.list', {})) {
      const { steps } = await engine.call('tutorial.view', { tutorialId: id });
      for (const locale of ['en', 'zh'] as const) {
        const known = [...titles.map((title) => title[locale]), ...buttons[locale]];
        for (const { body } of steps) expect(known).toEqual(expect.arrayContaining(bold(body[locale])));
      }
      for (const { title, body } of steps) {
        expect(title.zh + body.zh).toMatch(/\p{Script=Han}/u);
        expect(bold(body.en).length).toBe(bold(body.zh).length);
        expect(body.zh).not.toMatch(/\p{Script=Han}[,;:?!]/u);
      }
    }
  });
});
