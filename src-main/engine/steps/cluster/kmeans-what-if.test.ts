import { expect, it } from 'vitest';
import type { LineFigure } from '../../../contract/figure.ts';
import { formatText, type Text } from '../../../contract/text.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { requireStep } from '../registry.ts';
import { tableOf, testContext } from '../testing.ts';
import { goldenPoints } from './fixtures.ts';
import { answerWhatIf } from './kmeans-what-if.ts';

it('is asked with a slider', () => {
  const { whatIf } = requireStep('cluster.kmeans').info.questions;
  expect(whatIf?.input).toMatchObject({
    properties: { nClusters: { type: 'integer', minimum: 2, maximum: 20, slider: true } },
  });
});

it('says how large clusters would be and what sets each apart', async () => {
  const table = tableOf({ '{age}': [20, 21, 22, 60, 61], basket: [5, 5, 5, 5, 5] });
  const { messages, tables, figures } = await answerWhatIf(testContext(), table, [], 2);
  expect(messages.map(({ text, values }) => formatText(text, values, 'en'))).toEqual([
    'In 2 clusters the largest would hold 60% of the rows, the smallest 40%; 100% of the differences lie between clusters.',
  ]);
  expect(tables[0]?.rows.map(([cluster, share]) => [cluster, share])).toEqual([
    [0, 0.6],
    [1, 0.4],
  ]);
  expect(formatText(tables[0]?.rows[0]?.[2] as Text, {}, 'en')).toBe('{age} lower by 0.8 standard deviations');
  expect((figures?.[0] as LineFigure).series.map(({ x }) => x.length)).toEqual([3, 2]);
});

it('looks at equally spaced rows of a large table, and says so', async () => {
  const table = new Table([
    numberColumn(
      'x',
      Float64Array.from({ length: 4000 }, (_, i) => i % 4),
    ),
  ]);
  const { messages, figures } = await answerWhatIf(testContext(), table, [], 4);
  expect(messages.map(({ text, values }) => formatText(text, values, 'en'))[1]).toBe(
    'A preview from 1,500 of 4,000 rows.',
  );
  expect(figures).toEqual([]); // one feature makes no map
});

it('gives the same answer to the same question, and more explained for more clusters', async () => {
  const explained = async (k: number): Promise<number> =>
    ((await answerWhatIf(testContext(), goldenPoints(), [], k)).messages[0]?.values?.explained as { percent: number })
      .percent;
  expect(await explained(3)).toBe(await explained(3));
  expect(await explained(6)).toBeGreaterThan(await explained(2));
});

it('refuses more clusters than rows', async () => {
  await expect(answerWhatIf(testContext(), tableOf({ x: [1, 2] }), [], 3)).rejects.toMatchObject({
    code: 'too-few-rows',
  });
});
