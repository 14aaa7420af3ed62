import { z } from 'zod';
import { booleanColumn, numberColumn, type Column } from '../../table/column.ts';
import { gather } from '../../table/code-order.ts';
import { defineStep, stepText } from '../define.ts';
import { DAY_MS } from '../order-lines.ts';
import { targetGives, targetNeeds, targetRuns } from './target-frame.ts';
import { firstWithin } from './target-lines.ts';
import { timeParameters } from './target-snapshots.ts';
import { targetWords } from './target-text.ts';
import { yesOf } from './target-warnings.ts';

const text = stepText({
  title: { en: 'Target: when they order next', zh: '目标：下一单何时到来' },
  summary: {
    en: 'Measures the days from a cut-off to each customer’s next order, with features from before it.',
    zh: '度量从截止日到每位顾客下一单的天数，并用此前的数据计算特征。',
  },
  about: {
    en: '**days_to_order** counts from the end of the gap to the next order; **ordered** says whether it came within the horizon. Who has not ordered by then holds the whole horizon and *no*: they are **censored**, their next order lies further on, and nobody knows how far.\n\nThat is what *Survival curve* and *Cox regression* read: days as duration, *ordered* as event. A plain regression on the days of those who ordered alone would think everybody quick.\n\nFeatures come from before the cut-off alone. *Customers to score today* holds the same features as of the end of the data.',
    zh: '**days_to_order** 从间隔结束起算到下一单的天数；**ordered** 表示是否在预测期内下单。到期仍未下单的顾客记为整个预测期和“否”：他们被**删失**，下一单在更晚的时候，没人知道有多晚。\n\n“生存曲线”和“Cox 回归”读的正是这两列：天数为时长，*ordered* 为事件。如果只对下过单的顾客做普通回归，会以为人人都很快。\n\n特征只取自截止日之前。“今天待评分的顾客”是同样的特征，时点为数据末尾。',
  },
  inputs: targetWords.inputs,
  outputs: targetWords.outputs,
  parameters: targetWords.parameters,
  columns: {
    days: { en: 'Days to the next order', zh: '距下一单天数' },
    ordered: { en: 'Ordered within the horizon', zh: '预测期内是否下单' },
  },
});

const parameters = z.object(timeParameters(180));
type Parameters = z.output<typeof parameters>;

export const targetNextOrder = defineStep({
  id: 'prepare.target-next-order',
  version: 2,
  text,
  references: [],
  needs: targetNeeds,
  gives: targetGives('next_order'),
  parameters,
  memory: ({ nRows }, { snapshots }) => nRows * (160 + 40 * snapshots),
  ...targetRuns(
    (p: Parameters) => p,
    (_inputs, p) => ({
      measure(lines, { from, to }, { codes }): Column[] {
        const first = gather(
          firstWithin(lines, from, to, (row) => lines.isBack[row] === 0),
          codes,
        );
        const days = first.map((time) => (Number.isNaN(time) ? p.horizon : (time - from) / DAY_MS));
        const ordered = Array.from(first, (time) => !Number.isNaN(time));
        return [
          numberColumn('days_to_order', days, { role: 'outcome', unit: 'days', label: text.column('days') }),
          booleanColumn('ordered', ordered, { role: 'outcome', label: text.column('ordered') }),
        ];
      },
      isYes: ([, ordered]) => yesOf(ordered ? [ordered] : []),
    }),
  ),
});
