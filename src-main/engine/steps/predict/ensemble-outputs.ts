import type { BarsFigure } from '../../../contract/figure.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import type { z } from 'zod';
import { numberMetrics } from '../../maths/metrics/numbers.ts';
import { probabilityMetrics } from '../../maths/metrics/probabilities.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { chainNames } from '../evaluate/chain-names.ts';
import { messageWords } from '../message-words.ts';
import { ensembleText as text } from './ensemble-text.ts';
import type { TargetInfo, TrainingTarget } from './predictor.ts';

/** How good what was said of held-out rows is: log loss of classes, root mean squared error of numbers; less is better. */
export function heldOutLoss(
  { kind, classes, codes, values }: TrainingTarget,
  rows: Int32Array,
  said: Float64Array,
): number {
  if (rows.length === 0) return NaN;
  if (kind === 'number')
    return numberMetrics(
      Float64Array.from(rows, (row) => values[row]!),
      said,
    ).rmse;
  const own = Int32Array.from(rows, (row) => codes[row]!);
  return probabilityMetrics({ nClasses: classes.length, codes: own, probabilities: said, weights: null }).logLoss;
}

/** Members with what they weigh and how good they were on rows held out; NaN where that was not measured. */
export function memberTable(
  chains: readonly Chain[],
  { kind }: TargetInfo,
  { weights, losses }: { readonly weights?: Float64Array; readonly losses: Float64Array },
): Table {
  const loss = kind === 'number' ? 'rmse' : 'logLoss';
  return new Table(
    [
      textColumn('member', chainNames(chains), { label: text.column('member') }),
      ...(weights ? [numberColumn('weight', weights, { unit: 'share', label: text.column('weight') })] : []),
      numberColumn(kind === 'number' ? 'held_out_rmse' : 'held_out_log_loss', losses, { label: text.column(loss) }),
    ],
    { entity: 'none', name: 'members' },
  );
}

/** What members weigh, as bars. @param learnedOn rows that weights were learned on; 0 where they were set. */
export function weightFigure(titles: readonly Message[], weights: Float64Array, learnedOn: number): BarsFigure {
  const most = weights.indexOf(Math.max(...weights));
  const isEven = weights.every((weight) => weight === weights[0]);
  const label = { code: 'weight', text: text.column('weight') };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title:
      isEven && titles.length > 1
        ? text.message('weightsEqual', { n: titles.length })
        : text.message('weightsTitle', {
            member: messageWords(titles[most]!),
            weight: { percent: weights[most]! },
          }),
    subtitle: learnedOn > 0 ? text.message('weightsLearned', { rows: learnedOn }) : text.message('weightsGiven'),
    summary: text.message('weightsSummary', { n: titles.length }),
    categories: titles,
    value: { label, unit: 'share' },
    series: [{ name: label, values: weights }],
  };
}

/** A fitted ensemble as the chain that would fit it anew: what differs from the defaults, and its members. */
export function ensembleChain(
  step: string,
  schema: z.ZodObject,
  parameters: Readonly<Record<string, unknown>>,
  chains: Readonly<Record<string, readonly Chain[]>>,
): Chain {
  const defaults = schema.parse({});
  const changed = Object.entries(parameters).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
  );
  const own = Object.fromEntries(Object.entries(chains).map(([port, list]) => [port, [...list]]));
  return { steps: [{ step, parameters: Object.fromEntries(changed), chains: own }] };
}
