import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { booleanColumn } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { column, defineStep, stepText } from '../define.ts';
import { rowsByCustomer } from './target-customers.ts';
import { targetGives, targetNeeds, targetRuns, type TargetRule } from './target-frame.ts';
import { countWithin } from './target-lines.ts';
import { timeParameters } from './target-snapshots.ts';
import { targetWords } from './target-text.ts';
import { yesOf } from './target-warnings.ts';

const text = stepText({
  title: { en: 'Target: who leaves', zh: '目标：谁会流失' },
  summary: {
    en: 'Marks customers who did not order within a span after a cut-off, with features from before it.',
    zh: '标出截止日之后一段时间内没有下单的顾客，并用此前的数据计算特征。',
  },
  about: {
    en: 'A model of churn learns from the past: stand on a **cut-off** day, look at what was known then, and see who stayed away afterwards. This panel builds that table. **churned** is yes for customers without an order in the **horizon**; every feature is computed from orders before the cut-off alone, so nothing of the answer leaks into them.\n\nShops without contracts never hear a goodbye: silence is the sign, so choose a horizon well above the usual days between orders (*Behaviour* names it). With contracts (subscriptions), set **How customers leave** to *contract* and name the columns of the customers table that hold its beginning and end.\n\nSeveral **cut-offs** give more rows and let a model be judged on later time than it learned from. Use *Customers with the target* to learn, and *Customers to score today* to score: it holds the same features as of the end of the data.\n\nNot suited where most customers buy once in years: there the target is almost always yes.',
    zh: '流失模型从过去学习：站在**截止日**那一天，看当时已知的一切，再看谁之后没有回来。这个面板生成的就是这样一张表。**预测期**内没有下单的顾客，**churned** 为“是”；所有特征只用截止日之前的订单计算，答案不会泄漏进去。\n\n没有合同的商店听不到告别：沉默就是信号，因此预测期应明显长于平常的订单间隔（“购买行为”会给出）。有合同（订阅）时，请把**流失方式**设为“合同”，并指定顾客表中合同起止日期的列。\n\n多个**截止日**能提供更多行，也能让模型在比学习期更晚的时间上接受检验。用“带目标的顾客”学习，用“今天待评分的顾客”评分：后者是同样的特征，时点为数据末尾。\n\n如果多数顾客几年才买一次，则不适用：目标几乎总为“是”。',
  },
  inputs: targetWords.inputs,
  outputs: targetWords.outputs,
  parameters: {
    ...targetWords.parameters,
    leaving: {
      label: { en: 'How customers leave', zh: '流失方式' },
      help: {
        en: 'Silence: no order in the horizon. Contract: its end lies in the horizon.',
        zh: '沉默：预测期内没有下单。合同：合同在预测期内结束。',
      },
      options: { silence: { en: 'By silence', zh: '沉默' }, contract: { en: 'By ending a contract', zh: '终止合同' } },
    },
    contractStart: {
      label: { en: 'Contract begins', zh: '合同开始' },
      help: {
        en: 'For contracts: the date column of the customers table with the beginning. Where it is empty: the first order.',
        zh: '合同方式：顾客表中合同开始日期的列。留空则取首单。',
      },
    },
    contractEnd: {
      label: { en: 'Contract ends', zh: '合同结束' },
      help: {
        en: 'For contracts: the date column of the customers table with the end; a missing date is a contract that runs on.',
        zh: '合同方式：顾客表中合同结束日期的列；缺失表示合同仍在继续。',
      },
    },
  },
  columns: { churned: { en: 'Churned', zh: '是否流失' } },
});

const parameters = z.object({
  leaving: z
    .enum(['silence', 'contract'])
    .default('silence')
    .meta({ ...text.parameter('leaving') }),
  ...timeParameters(90),
  contractStart: column({ port: 'customers', types: ['date'], text: text.parameter('contractStart') }),
  contractEnd: column({ port: 'customers', types: ['date'], text: text.parameter('contractEnd') }),
});
type Parameters = z.output<typeof parameters>;

export const targetChurn = defineStep({
  id: 'prepare.target-churn',
  version: 2,
  text,
  references: ['doi:10.1509/jmkr.43.2.204'],
  needs: targetNeeds,
  gives: targetGives('churn'),
  parameters,
  memory: ({ nRows }, { snapshots }) => nRows * (160 + 40 * snapshots),
  ...targetRuns(
    (p: Parameters) => p,
    (inputs, p) => (p.leaving === 'silence' ? bySilence() : byContract(inputs.customers, p)),
  ),
});

const churned = (flags: readonly boolean[]) =>
  booleanColumn('churned', flags, { role: 'outcome', label: text.column('churned') });

const bySilence = (): TargetRule => ({
  measure(lines, { from, to }, { codes }) {
    const orders = countWithin(lines, from, to, (row) => lines.isBack[row] === 0);
    return [churned(Array.from(codes, (code) => orders[code] === 0))];
  },
  isYes: yesOf,
});

/** Under contract at the cut-off and through the gap; churned where the contract ends in the horizon. */
function byContract(customers: Table | null, { contractStart, contractEnd }: Parameters): TargetRule {
  if (!customers) throw new ClienteleError('missing-input', { input: text.input('customers') });
  if (contractEnd === null)
    throw new ClienteleError('bad-parameter', {
      parameter: 'contractEnd',
      value: '',
      detail: { en: 'it is needed where customers leave by contract', zh: '以合同方式判断流失时必须指定' },
    });
  const rows = rowsByCustomer(customers);
  const dates = (name: string | null): ((key: string) => number) => {
    const values = name === null ? null : customers.date(name);
    return (key) => (values && rows.has(key) ? numberAt(values, rows.get(key)!) : NaN);
  };
  const [start, end] = [dates(contractStart), dates(contractEnd)];
  return {
    measure: (_lines, { to }, { keys }) => [churned(keys.map((key) => end(key) < to))],
    isYes: yesOf,
    belongs: (key, { cutoff, from }) => rows.has(key) && !(start(key) >= cutoff) && !(end(key) < from),
    without: [contractEnd],
  };
}
