import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { numberColumn } from '../../table/column.ts';
import { gather } from '../../table/code-order.ts';
import { mean } from '../../maths/statistics.ts';
import { defineStep, metricOut, stepText } from '../define.ts';
import { hasAmounts } from '../features/purchases.ts';
import { targetGives, targetNeeds, targetRuns } from './target-frame.ts';
import { spendWithin } from './target-lines.ts';
import { timeParameters } from './target-snapshots.ts';
import { targetWords } from './target-text.ts';

const text = stepText({
  title: { en: 'Target: how much they spend', zh: '目标：会花多少钱' },
  summary: {
    en: 'Adds up what each customer paid within a span after a cut-off, with features from before it.',
    zh: '合计每位顾客在截止日之后一段时间内的消费，并用此前的数据计算特征。',
  },
  about: {
    en: '**spend** is what a customer paid in the horizon; 0 where they did not order. Features come from before the cut-off alone.\n\nThe **base rate** is the share who spent anything. Where it is low, most targets are 0 and a single regression is pulled towards it: predict first who buys (*Target: who buys*), or read *Lifetime value*.\n\n*Customers to score today* holds the same features as of the end of the data.',
    zh: '**spend** 是顾客在预测期内的消费；没有下单则为 0。特征只取自截止日之前。\n\n**基准比例**是有消费的顾客占比。如果很低，多数目标为 0，单一回归会被拉向 0：可以先预测谁会购买（“目标：谁会购买”），或参考“顾客终身价值”。\n\n“今天待评分的顾客”是同样的特征，时点为数据末尾。',
  },
  inputs: targetWords.inputs,
  outputs: { ...targetWords.outputs, meanSpend: { en: 'Mean spend', zh: '平均消费' } },
  parameters: {
    ...targetWords.parameters,
    lessReturns: {
      label: { en: 'Less returns', zh: '扣除退货' },
      help: {
        en: 'Takes off what was sent back in the horizon, where the orders hold it; a sum may then lie below zero.',
        zh: '扣除预测期内的退货（如果订单中有）；合计可能小于零。',
      },
    },
  },
  columns: { spend: { en: 'Spend', zh: '消费' } },
});

const parameters = z.object({
  lessReturns: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('lessReturns') }),
  ...timeParameters(90),
});
type Parameters = z.output<typeof parameters>;

const runs = targetRuns(
  (p: Parameters) => p,
  (_inputs, p) => ({
    measure(lines, { from, to }, { codes }) {
      const spend = spendWithin(lines, from, to, (row) => p.lessReturns || lines.isBack[row] === 0);
      const label = text.column('spend');
      return [numberColumn('spend', gather(spend, codes), { role: 'outcome', unit: 'money', label })];
    },
    isYes: ([spend]) => Uint8Array.from(spend?.type === 'number' ? spend.values : [], (value) => (value > 0 ? 1 : 0)),
  }),
);

export const targetSpend = defineStep({
  id: 'prepare.target-spend',
  version: 2,
  text,
  references: [],
  needs: targetNeeds,
  gives: {
    ...targetGives('spend'),
    meanSpend: metricOut({ label: text.output('meanSpend'), better: 'none', unit: 'money' }),
  },
  parameters,
  memory: ({ nRows }, { snapshots }) => nRows * (160 + 40 * snapshots),
  run(context, inputs, p) {
    if (!hasAmounts(inputs.orders))
      throw new ClienteleError('missing-role', { table: inputs.orders.name, role: 'amount' });
    const made = runs.run(context, inputs, p);
    const meanSpend = mean(made.training.number('spend').values);
    return { ...made, meanSpend: Number.isNaN(meanSpend) ? null : meanSpend };
  },
  anew: runs.anew,
});
