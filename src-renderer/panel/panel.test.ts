import { describe, expect, it } from 'vitest';
import { errorTexts, type ErrorCode } from '../../src-main/contract/errors.ts';
import type { Panel, PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { formatText } from '../../src-main/contract/text.ts';
import { inputOptions, moved, refKey } from './input-options.ts';
import { isAskable, firstInput } from './question.ts';
import { fieldsOf } from '../form/fields.ts';
import { chipText, reasonSentence } from './reason.ts';
import { remedyOf } from './remedy.ts';
import { sayDuration } from './say.ts';
import { placeOfError } from './sql-error.ts';
import { inputNames, settingsLine, type RefNames } from './summary.ts';
import { rowsOf, tabsOf } from './tabs.ts';

const words = (en: string) => ({ en, zh: en });

const step = {
  id: 'cluster.kmeans',
  title: words('K-means'),
  needs: {
    table: { kind: 'table', label: words('Customers'), optional: false, max: 1 },
    models: {
      kind: 'chain',
      label: words('Models'),
      task: 'recommend',
      min: 1,
      max: 5,
      default: [{ steps: [{ step: 'recommend.popular', parameters: {} }] }],
    },
  },
  gives: {
    clusters: { kind: 'table', label: words('Clusters'), name: 'clusters', entity: 'same', publish: true },
    map: { kind: 'figure', label: words('Map') },
    inertia: { kind: 'metric', label: words('Inertia'), better: 'lower' },
    model: { kind: 'model', label: words('Model'), hasWeights: false },
  },
  parameters: {
    properties: {
      nClusters: { type: 'integer', minimum: 2, maximum: 200, default: 6, label: words('Clusters'), help: words('') },
      features: { type: 'array', items: { type: 'string' }, default: [], label: words('Features'), help: words('') },
      tolerance: { type: 'number', default: 0.1, advanced: true, label: words('Tolerance'), help: words('') },
    },
  },
  questions: {},
} as unknown as StepInfo;

const panel: Panel = {
  id: 'p',
  notebookId: 'n',
  position: 1,
  kind: 'step',
  title: '',
  step: 'cluster.kmeans',
  stepVersion: 1,
  parameters: {},
  inputs: { table: [{ from: 'dataset', datasetId: 'd' }] },
  body: '',
  names: { clusters: 'clusters' },
  seed: 7,
  collapsed: false,
  disabled: false,
};

const view = (given: Partial<PanelView> = {}): PanelView => ({
  panel,
  state: 'ready',
  reason: null,
  run: null,
  isOld: false,
  error: null,
  jobId: null,
  nRowsIn: null,
  ...given,
});

describe('the line of a folded form', () => {
  it('says the settings that matter and marks those that were changed', () => {
    expect(settingsLine(step, {}, 'en')).toEqual([{ label: 'Clusters', value: '6', changed: false }]);
    expect(settingsLine(step, { tolerance: 0.5, features: ['a', 'b'] }, 'en')).toEqual([
      { label: 'Clusters', value: '6', changed: false },
      { label: 'Features', value: 'a, b', changed: true },
      { label: 'Tolerance', value: '0.5', changed: true },
    ]);
  });

  it('names what is read, and what the step proposes where nothing was chosen', () => {
    const names: RefNames = {
      dataset: () => 'orders',
      segment: () => null,
      output: (_, output) => output,
      step: (id) => id,
    };
    expect(inputNames(panel, step, names)).toEqual(['orders', 'recommend.popular']);
  });
});

describe('why a panel is as it is', () => {
  const say = (given: Partial<PanelView>): string | null => {
    const said = reasonSentence(view(given), step, () => 'Clean orders');
    return said && formatText(said.text, said.values, 'en');
  };

  it('names the port or the panel', () => {
    expect(say({ state: 'stale', reason: { code: 'input-changed', port: 'table' } })).toBe(
      '“Customers” changed since it was run.',
    );
    expect(say({ state: 'empty', reason: { code: 'missing-input', port: 'table' } })).toBe(
      'Choose “Customers” to begin.',
    );
    expect(say({ state: 'stale', reason: { code: 'input-not-ready', panelId: 'x' } })).toContain('Clean orders');
    expect(say({ state: 'ready' })).toBeNull();
  });

  it('puts it into the chip', () => {
    expect(chipText({ state: 'stale', reason: { code: 'input-changed', port: 'table' } }).en).toBe(
      'Stale: input changed',
    );
    expect(chipText({ state: 'running', reason: { code: 'never-run' } }).en).toBe('Running');
  });
});

describe('what to do about a failure', () => {
  it('resets a parameter that the step refuses, and shows one that asks too much', () => {
    const refused = { code: 'bad-parameter', values: { parameter: 'nClusters' } } as const;
    expect(remedyOf(refused, panel, step)).toMatchObject({ kind: 'reset', parameter: 'nClusters' });
    const tooFew = { code: 'too-few-rows', values: { parameter: 'nClusters', needed: 6, got: 2 } } as const;
    expect(remedyOf(tooFew, panel, step)).toMatchObject({ kind: 'field', parameter: 'nClusters' });
    const unusable = { code: 'target-unusable', values: { column: 'churned' } } as const;
    expect(remedyOf(unusable, panel, step)).toMatchObject({ kind: 'inputs' });
    const predicting = {
      ...step,
      parameters: { type: 'object', properties: { target: { type: 'string', label: { en: 'Target', zh: '目标' } } } },
    };
    expect(remedyOf(unusable, panel, predicting)).toMatchObject({ kind: 'field', parameter: 'target' });
    expect(remedyOf({ ...tooFew, values: {} }, panel, step)).toMatchObject({ kind: 'inputs' });
  });

  it('opens the dataset where a role is missing, and the query where SQL is wrong', () => {
    expect(remedyOf({ code: 'missing-role', values: {} }, panel, step)).toMatchObject({
      kind: 'dataset',
      datasetId: 'd',
    });
    const sql: Panel = { ...panel, kind: 'sql', inputs: {} };
    expect(remedyOf({ code: 'sql-error', values: {} }, sql, undefined)).toMatchObject({ kind: 'query' });
  });

  it('has one button for every failure there is', () => {
    for (const code of Object.keys(errorTexts) as ErrorCode[]) {
      expect(remedyOf({ code, values: {} }, panel, step).label.zh).not.toBe('');
    }
  });
});

describe('where SQL is wrong', () => {
  it('finds the word by line and column', () => {
    const sql = 'SELECT a\nFORM rfm';
    expect(placeOfError('near "FORM": syntax error', sql)).toEqual({ start: 9, end: 13, line: 2, column: 1 });
  });

  it('finds a column that is part of no other word', () => {
    expect(placeOfError('no such column: r.age', 'SELECT page, age FROM r')).toMatchObject({ start: 13, end: 16 });
  });

  it('finds a sign', () => {
    expect(placeOfError('near ")": syntax error', 'SELECT (1,) FROM r')).toMatchObject({ start: 10, column: 11 });
  });

  it('says nothing where the words do not tell', () => {
    expect(placeOfError('incomplete input', 'SELECT')).toBeNull();
  });
});

describe('tabs', () => {
  it('puts figures first and metrics into one tab', () => {
    const output = (id: string, kind: 'table' | 'figure' | 'metric' | 'model') => ({ id, kind, hash: id, bytes: 1 });
    const outputs = [
      output('model', 'model'),
      output('clusters', 'table'),
      output('inertia', 'metric'),
      output('map', 'figure'),
    ];
    const run = { id: 'r', outputs } as unknown as PanelView['run'];
    const kinds = tabsOf(view({ run }), step).map(({ kind }) => kind);
    expect(kinds).toEqual(['figure', 'table', 'metrics', 'model', 'about']);
  });

  it('stand in one row, and where they are many in rows of one kind', () => {
    const tabs = (figures: number, tables: number) =>
      tabsOf(
        view({
          run: {
            id: 'r',
            outputs: [
              ...Array.from({ length: figures }, (_, i) => ({ id: `f${i}`, kind: 'figure', hash: '', bytes: 1 })),
              ...Array.from({ length: tables }, (_, i) => ({ id: `t${i}`, kind: 'table', hash: '', bytes: 1 })),
              { id: 'm', kind: 'model', hash: '', bytes: 1 },
            ],
          } as unknown as PanelView['run'],
        }),
        step,
      );
    expect(rowsOf(tabs(3, 3)).map(({ kind, tabs: row }) => [kind, row.length])).toEqual([[null, 8]]);
    const many = rowsOf(tabs(6, 2));
    expect(many.map(({ kind, tabs: row }) => [kind, row.length])).toEqual([
      ['figures', 6],
      ['tables', 2],
      ['more', 2],
    ]);
    // The arrow keys go through them in the order in which they are seen.
    expect(many.flatMap(({ tabs: row }) => row)).toEqual(tabs(6, 2));
    expect(rowsOf(tabs(9, 0)).map(({ kind }) => kind)).toEqual(['figures', 'more']);
  });
});

describe('inputs', () => {
  it('gives equal references equal keys', () => {
    expect(refKey({ from: 'dataset', datasetId: 'd' })).toBe(refKey({ datasetId: 'd', from: 'dataset' }));
  });

  it('keeps what is chosen among the options when it is gone', () => {
    const chosen = { from: 'panel', panelId: 'x', output: 'y' } as const;
    const groups = inputOptions([], [chosen], () => 'Gone: y');
    expect(groups.panels).toMatchObject([{ choice: { label: 'Gone: y', suits: false } }]);
  });

  it('moves an entry', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  });
});

describe('questions', () => {
  it('are asked once what they need is there', () => {
    const schema = {
      properties: { customer: { type: 'string' }, k: { type: 'integer', default: 5 } },
      required: ['customer'],
    };
    const input = firstInput(fieldsOf(schema));
    expect(input).toEqual({ k: 5 });
    expect(isAskable(schema, input)).toBe(false);
    expect(isAskable(schema, { ...input, customer: '17850' })).toBe(true);
  });
});

it('says how long a run took', () => {
  expect(sayDuration(42, 'en')).toBe('42 ms');
  expect(sayDuration(840, 'en')).toBe('0.8 s');
  expect(sayDuration(12_400, 'en')).toBe('12 s');
  expect(sayDuration(125_000, 'zh')).toBe('2 分 5 秒');
});
