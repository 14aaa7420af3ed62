import { z } from 'zod';
import {
  booleanColumn,
  isNull,
  takeRows,
  textsOf,
  type BooleanColumn,
  type Column,
  type NumberColumn,
} from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { defineStep, stepText, tableIn } from '../define.ts';
import { DAY_MS, dayOf } from '../order-lines.ts';
import { targetGives, targetNeeds, targetRuns, type TargetInputs, type TargetRule } from './target-frame.ts';
import type { TargetLines } from './target-lines.ts';
import { refuse, snapshotAt, spanOf, timeParameters, type Snapshot } from './target-snapshots.ts';
import { targetWords } from './target-text.ts';
import { yesOf } from './target-warnings.ts';

const text = stepText({
  title: { en: 'Target: who responds', zh: '目标：谁会响应' },
  summary: {
    en: 'Marks the customers of a campaign who responded, with features from before each was contacted.',
    zh: '标出活动中作出响应的顾客，并用联系之前的数据计算特征。',
  },
  about: {
    en: 'One row for each customer and day of contact. **responded** comes from the campaign’s column with the role *outcome* (yes, or a number above 0); without one it is yes for an order within the **horizon** from the contact on. Features are computed from orders before the day of the contact alone. A column with the role *treatment* is kept.\n\nA model of this target finds who answers, not whom the campaign changes: some would have bought anyway. Where the campaign kept a control group, that difference needs an uplift model.\n\nWhere contacts lie on more than 24 days, several days share one cut-off, the first of them. *Customers to score today* holds the same features of all customers as of the end of the data.',
    zh: '每位顾客每个联系日一行。**responded** 取自活动表中角色为“结果”的列（为“是”或大于 0）；没有该列时，从联系之日起在**预测期**内下单即为“是”。特征只用联系日之前的订单计算。角色为“处理”的列会保留。\n\n针对该目标的模型找出的是谁会回应，而不是活动改变了谁：有些人本来就会买。如果活动设有对照组，两者的差别需要增益模型来衡量。\n\n联系日超过 24 天时，若干天共用其中第一天作为截止日。“今天待评分的顾客”是全部顾客的同样特征，时点为数据末尾。',
  },
  inputs: { ...targetWords.inputs, contacts: { en: 'Campaign', zh: '活动' } },
  outputs: targetWords.outputs,
  parameters: targetWords.parameters,
  columns: { responded: { en: 'Responded', zh: '是否响应' } },
});

const { horizon, window, maxKinds } = timeParameters(30);
const parameters = z.object({ horizon, window, maxKinds });
type Parameters = z.output<typeof parameters>;

export const targetResponse = defineStep({
  id: 'prepare.target-response',
  version: 2,
  text,
  references: [],
  needs: {
    contacts: tableIn({ label: text.input('contacts'), roles: ['customerId', 'time'], prefers: 'campaigns' }),
    ...targetNeeds,
  },
  gives: targetGives('response'),
  parameters,
  memory: ({ nRows }) => nRows * 400,
  ...targetRuns(
    (p: Parameters) => ({ ...p, cutoff: null, gap: 0, snapshots: 1, every: 0, onlyActive: false }),
    ({ contacts }: TargetInputs & { readonly contacts: Table }, p) => byContacts(contacts, p),
  ),
});

/** Contacts lie on so many cut-offs at most. */
const MOST_CUTOFFS = 24;

type Outcome = BooleanColumn | NumberColumn;

const isOutcome = (column: Column | null): column is Outcome => column?.type === 'boolean' || column?.type === 'number';

function byContacts(contacts: Table, p: { readonly horizon: number; readonly window: number }): TargetRule {
  const times = contacts.dateRole('time').values;
  const { plan, rowsOf } = groupContacts(contacts, times, p);
  const outcome = contacts.findRole('outcome');
  const treatment = contacts.findRole('treatment');
  return {
    plan,
    belongs: (key, snapshot) => rowsOf.get(snapshot)?.has(key) ?? true,
    measure(lines, snapshot, { keys, codes }) {
      const rows = Int32Array.from(keys, (key) => rowsOf.get(snapshot)?.get(key) ?? 0);
      const flags = isOutcome(outcome)
        ? Array.from(rows, (row) => saysYes(outcome, row))
        : ordered(
            lines,
            codes,
            Float64Array.from(rows, (row) => times[row]!),
            p.horizon,
          );
      const responded = booleanColumn('responded', flags, { role: 'outcome', label: text.column('responded') });
      return treatment ? [responded, takeRows(treatment, rows)] : [responded];
    },
    isYes: yesOf,
  };
}

/** Cut-offs at the days of contact, and by cut-off each customer's first contact as a row. @throws too-few-rows */
function groupContacts(contacts: Table, times: Float64Array, p: { readonly horizon: number; readonly window: number }) {
  const keys = textsOf(contacts.textRole('customerId'));
  const days = [
    ...new Set(
      Array.from(
        times.filter((time) => !Number.isNaN(time)),
        dayOf,
      ),
    ),
  ].sort((a, b) => a - b);
  const { begin, end } = spanOf(times);
  const width = days.length <= MOST_CUTOFFS ? 1 : Math.ceil((end - begin) / DAY_MS / MOST_CUTOFFS);
  const firstDay = dayOf(begin);
  const bucketOf = (day: number): number => firstDay + Math.floor((day - firstDay) / width) * width;
  const buckets = [...new Set(days.map(bucketOf))];
  const snapshots = new Map(buckets.map((day) => [day, snapshotAt(day * DAY_MS, { ...p, gap: 0 })]));
  const rowsOf = new Map<Snapshot, Map<string, number>>(
    [...snapshots.values()].map((snapshot) => [snapshot, new Map()]),
  );
  keys.forEach((key, row) => {
    const snapshot = snapshots.get(bucketOf(dayOf(times[row]!)));
    const rows = snapshot && rowsOf.get(snapshot);
    if (key === null || !rows) return;
    const known = rows.get(key);
    if (known === undefined || times[row]! < times[known]!) rows.set(key, row);
  });
  if (buckets.length === 0) throw refuse('noHistory', { cutoff: { date: begin } });
  return { plan: [...snapshots.values()], rowsOf };
}

const saysYes = (column: Outcome, row: number): boolean | null =>
  isNull(column, row) ? null : column.type === 'boolean' ? column.values[row] === 1 : numberAt(column, row) > 0;

/** Whether each customer bought something within the horizon from a time of their own on. */
function ordered(lines: TargetLines, codes: Int32Array, from: Float64Array, horizon: number): boolean[] {
  const place = new Int32Array(lines.keys.length).fill(-1);
  codes.forEach((code, i) => (place[code] = i));
  const found = new Array<boolean>(codes.length).fill(false);
  for (let row = 0; row < lines.codes.length; row++) {
    const i = lines.codes[row]! < 0 ? -1 : place[lines.codes[row]!]!;
    if (i < 0 || lines.isBack[row]) continue;
    const after = lines.times[row]! - from[i]!;
    if (after >= 0 && after < horizon * DAY_MS) found[i] = true;
  }
  return found;
}
