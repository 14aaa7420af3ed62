import { describe, expect, it } from 'vitest';
import { defaultNames } from '../session/new-panel.ts';
import { parametersOf } from '../steps/define.ts';
import { defaultCut } from '../steps/evaluate/time-split.ts';
import { findStep, requireStep } from '../steps/registry.ts';
import { tableOf } from '../steps/testing.ts';
import { shopOverview } from './shop-overview.ts';
import { template, type Template } from './template.ts';

const { panels, datasets, title, summary } = template.parse(shopOverview);
const steps = panels.filter(({ kind }) => kind === 'step');

const namesOf = (panel: Template['panels'][number]): Record<string, string> => ({
  ...defaultNames(panel),
  ...panel.names,
});

describe.each(steps)('panel $key', (panel) => {
  it('runs a step that there is, with parameters it takes', () => {
    const { info, definition } = requireStep(panel.step);
    expect(panel.stepVersion).toBe(info.version);
    expect(() => parametersOf(definition, panel.parameters)).not.toThrow();
  });

  it('reads outputs of panels above it, and leaves no input open that the step needs', () => {
    const { info } = requireStep(panel.step);
    const above = panels.slice(0, panels.indexOf(panel));
    for (const [port, refs] of Object.entries(panel.inputs)) {
      const needed = info.needs[port];
      expect(needed, `${panel.step} has an input ${port}`).toBeDefined();
      for (const ref of refs) {
        if ('chain' in ref) expect(ref.chain.steps.every(({ step }) => findStep(step) !== null)).toBe(true);
        else if ('dataset' in ref) expect(datasets.map(({ key }) => key)).toContain(ref.dataset);
        else {
          const source = above.find(({ key }) => key === ref.panel);
          expect(findStep(source?.step ?? '')?.info.gives[ref.output]?.kind, `${ref.panel}.${ref.output}`).toBe(
            needed?.kind,
          );
        }
      }
    }
    for (const [port, need] of Object.entries(info.needs)) {
      const isOpen = need.kind === 'chain' ? need.default.length === 0 : !need.optional;
      if (isOpen) expect(panel.inputs[port], `${panel.step} needs ${port}`).not.toHaveLength(0);
    }
  });
});

it('publishes each table under a name of its own, those that others read among them', () => {
  const names = steps.flatMap((panel) => Object.values(namesOf(panel)));
  expect(new Set(names).size).toBe(names.length);
  expect(datasets[0]?.key).toBe('interactions');
  for (const name of ['interactions_clean', 'interactions_returns', 'rfm', 'behaviour', 'clusters', 'personas'])
    expect(names).toContain(name);
  for (const name of ['tags', 'recommendations', 'evaluation']) expect(names).toContain(name);
});

it('is written in both languages', () => {
  const texts = [title, summary, ...datasets.map((dataset) => dataset.title), ...panels.map(({ body }) => body)];
  for (const { en, zh } of [...texts, ...panels.map((panel) => panel.title)]) {
    expect(en === '').toBe(zh === '');
    if (zh !== '') expect(zh).toMatch(/\p{Script=Han}/u);
    expect(zh).not.toMatch(/\p{Script=Han}[,;:?!]/u);
  }
});

it('tests recommenders on the time after 5 October where the year ends like that of Online Retail', () => {
  const year = tableOf({ time: { values: ['2010-12-01T08:26', '2011-12-09T12:50'], date: true, role: 'time' } });
  const cuts = steps
    .filter(({ step }) => step === 'evaluate.ranking')
    .map(({ parameters }) => defaultCut(year, Number(parameters.testShare)));
  expect(cuts).toEqual([Date.UTC(2011, 9, 5), Date.UTC(2011, 9, 5)]);
});
