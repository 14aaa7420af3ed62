import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { booleanColumn, textsOf } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import { defineStep, stepText } from '../define.ts';
import { targetGives, targetNeeds, targetRuns, type TargetRule } from './target-frame.ts';
import { countWithin } from './target-lines.ts';
import { timeParameters, type Snapshot } from './target-snapshots.ts';
import { targetWords } from './target-text.ts';
import { yesOf } from './target-warnings.ts';

const text = stepText({
  title: { en: 'Target: who sends back', zh: '目标：谁会退货' },
  summary: {
    en: 'Marks customers who sent something back within a span after a cut-off, with features from before it.',
    zh: '标出截止日之后一段时间内退过货的顾客，并用此前的数据计算特征。',
  },
  about: {
    en: '**returned** is yes for customers who sent something back in the horizon: by the table of returns that *Clean orders* sets aside, or by lines below zero in the orders. Features, the return rate so far among them, come from before the cut-off alone.\n\nWho does not order cannot send back, so the target mixes ordering with returning: the base rate is of all active customers.\n\n*Customers to score today* holds the same features as of the end of the data.',
    zh: '预测期内退过货的顾客，**returned** 为“是”：依据“清洗订单”分出的退货表，或订单中小于零的行。特征（包括此前的退货率）只取自截止日之前。\n\n不下单就无从退货，因此该目标同时包含下单与退货两件事：基准比例针对全部活跃顾客。\n\n“今天待评分的顾客”是同样的特征，时点为数据末尾。',
  },
  inputs: targetWords.inputs,
  outputs: targetWords.outputs,
  parameters: targetWords.parameters,
  columns: { returned: { en: 'Sent something back', zh: '是否退货' } },
});

const parameters = z.object(timeParameters(90));
type Parameters = z.output<typeof parameters>;

export const targetReturn = defineStep({
  id: 'prepare.target-return',
  version: 2,
  text,
  references: [],
  needs: targetNeeds,
  gives: targetGives('return'),
  parameters,
  memory: ({ nRows }, { snapshots }) => nRows * (160 + 40 * snapshots),
  ...targetRuns(
    (p: Parameters) => p,
    ({ returns }) => byReturns(returns),
  ),
});

function byReturns(returns: Table | null): TargetRule {
  const sentBack = returns && sentBackWithin(returns);
  return {
    measure(lines, { from, to }, { keys, codes }) {
      if (!sentBack && !lines.isBack.includes(1))
        throw new ClienteleError('missing-input', { input: text.input('returns') });
      const counts = countWithin(lines, from, to, (row) => lines.isBack[row] === 1);
      const others = sentBack?.({ from, to });
      const flags = Array.from(codes, (code, i) => counts[code]! > 0 || (others?.has(keys[i]!) ?? false));
      return [booleanColumn('returned', flags, { role: 'outcome', label: text.column('returned') })];
    },
    isYes: yesOf,
  };
}

/** Who stands in a table of returns within a span. */
function sentBackWithin(returns: Table): (span: Pick<Snapshot, 'from' | 'to'>) => ReadonlySet<string> {
  const keys = textsOf(returns.textRole('customerId'));
  const times = returns.dateRole('time').values;
  return ({ from, to }) =>
    new Set(keys.filter((key, row): key is string => key !== null && times[row]! >= from && times[row]! < to));
}
