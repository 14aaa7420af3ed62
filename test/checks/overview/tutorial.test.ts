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

  it('calls panels what the gallery calls them, in both languages', async () => {
    const titles = listSteps().map(({ title }) => title);
    const bold = (words: string): string[] => [...words.matchAll(/\*\*(.+?)\*\*/g)].map(([, found]) => found ?? '');
    const buttons = {
      en: ['Import the practice file', 'Keep as segment', 'Facts'],
      zh: ['导入练习文件', '保存为细分群体', '依据'],
    };
    for (const locale of ['en', 'zh'] as const) {
      const known = [...titles.map((title) => title[locale]), ...buttons[locale]];
      for (const { body } of await lessons()) expect(known).toEqual(expect.arrayContaining(bold(body[locale])));
    }
    for (const { title, body } of await lessons()) {
      expect(title.zh + body.zh).toMatch(/\p{Script=Han}/u);
      expect(bold(body.en).length).toBe(bold(body.zh).length);
      expect(body.zh).not.toMatch(/\p{Script=Han}[,;:?!]/u);
    }
  });
});
