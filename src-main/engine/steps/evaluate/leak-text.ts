import { stepText } from '../define.ts';

export const leakText = stepText({
  title: { en: 'Leak check', zh: '泄漏检查' },
  summary: {
    en: 'Stops before a model is fitted on columns that know the answer: dates after the cut-off, copies of the target, ids that hold it, features too good to be true.',
    zh: '在模型学习之前，拦下已经“知道答案”的列：截止日之后的日期、目标的副本、含有答案的编号、好得不真实的特征。',
  },
  about: {
    en: 'A feature **leaks** when it holds what will be known only after the prediction: the model shines on the past and fails on new customers. This panel looks at every column by itself, and each finding says what to do:\n\n- **Dates** on or after the row’s cut-off.\n- **Copies**: a column of two values that agrees with the target on nearly all rows beyond chance (kappa), or a number that equals it.\n- **After the cut-off**: with *Orders* connected, a number that equals recency, frequency or monetary as of the end of the data, and not as of the cut-off. This happens when a table of *RFM* is joined to a target.\n- **Ids** whose letters, length or number tell the target.\n- **Too good alone**: the column by itself ranks the target almost without fail, measured on rows that it did not learn from; the lower end of the 95 % interval counts, so that few rows raise no alarm.\n\nA quiet check is no proof: a column that leaks a little passes. Ask of each feature: was this known on the day of the cut-off?',
    zh: '当一个特征包含只有在预测之后才会知道的内容时，它就**泄漏**了答案：模型在过去的数据上表现出色，遇到新顾客却会失败。该面板逐列检查，每条发现都说明怎么办：\n\n- **日期**：在该行截止日当天或之后。\n- **副本**：取两种值的列，几乎在所有行上都与目标一致且远超偶然（kappa）；或与目标数值相等。\n- **截止日之后**：连接“订单”后，某个数值等于数据末尾（而非截止日）的最近、频次或金额。把 *RFM* 表与目标连接时常会如此。\n- **编号**：其字母、长度或数字透露了目标。\n- **单独就太好**：仅凭该列就几乎能完美排序目标（在未参与学习的行上度量）；以 95% 区间的下限为准，行数少时不会误报。\n\n检查没有发现并不等于证明：轻微的泄漏仍会通过。请对每个特征自问：截止日那天知道这个吗？',
  },
  inputs: { table: { en: 'Table with a target', zh: '带目标的表' }, orders: { en: 'Orders', zh: '订单' } },
  outputs: {
    checked: { en: 'Checked table', zh: '检查后的表' },
    findings: { en: 'Findings', zh: '发现' },
    strengths: { en: 'How well each column does alone', zh: '各列单独的预测力' },
    leaks: { en: 'Columns that leak', zh: '泄漏的列数' },
  },
  parameters: {
    target: {
      label: { en: 'Target', zh: '目标' },
      help: {
        en: 'The column to predict. Empty: the first with the role outcome, or one named like a target.',
        zh: '要预测的列。留空则取第一个角色为“结果”的列，或名称像目标的列。',
      },
    },
    whenFound: {
      label: { en: 'When something leaks', zh: '发现泄漏时' },
      help: {
        en: 'Stop with an explanation, leave the columns out and go on, or only report.',
        zh: '停止并说明、去掉这些列后继续，或仅作报告。',
      },
      options: {
        stop: { en: 'Stop and explain', zh: '停止并说明' },
        leave_out: { en: 'Leave the columns out', zh: '去掉这些列' },
        report: { en: 'Only report', zh: '仅报告' },
      },
    },
    limit: {
      label: { en: 'Too good from', zh: '可疑界限' },
      help: {
        en: 'From which lone strength on a column is suspected: the area under the ROC curve for classes, the correlation for numbers.',
        zh: '单独预测力达到多少时视为可疑：分类为 ROC 曲线下面积，数值为相关系数。',
      },
      slider: true,
      advanced: true,
    },
    cutoff: {
      label: { en: 'Cut-off', zh: '截止日' },
      help: {
        en: 'For tables without a column “cutoff”: the day up to which features may know.',
        zh: '适用于没有“cutoff”列的表：特征所能知道的最晚一天。',
      },
      date: true,
      advanced: true,
    },
  },
  columns: {
    column: { en: 'Column', zh: '列' },
    finding: { en: 'Finding', zh: '发现' },
    value: { en: 'Value', zh: '数值' },
  },
  messages: {
    noLeaks: { en: 'No column was found that knows the answer.', zh: '没有发现知道答案的列。' },
    late: {
      en: '“{column}” holds {count, plural, one {# date} other {# dates}} on or after the cut-off. Leave it out, or turn it into days before the cut-off.',
      zh: '“{column}”有 {count, number} 个日期在截止日当天或之后。请去掉它，或改为距截止日的天数。',
    },
    copy: {
      en: '“{column}” says the same as the target on {share} of the rows. Leave it out: it is the answer under another name.',
      zh: '“{column}”在 {share} 的行上与目标一致。请去掉它：这就是换了名字的答案。',
    },
    afterwards: {
      en: '“{column}” counts orders after the cut-off: it equals {measure} as of the end of the data. Compute it as of the cut-off, as the panels *Target* do.',
      zh: '“{column}”计入了截止日之后的订单：它等于数据末尾的{measure}。请按截止日重新计算，正如“目标”类面板那样。',
    },
    id: {
      en: '“{column}” is an id that tells the target (strength {strength}): find out how ids were given, and leave it and all made from it out.',
      zh: '编号“{column}”透露了目标（预测力 {strength}）：请查明编号的由来，并去掉它及由它得出的列。',
    },
    alone: {
      en: '“{column}” alone tells the target almost without fail (strength {strength}). Make sure that it was known on the cut-off day; if not, leave it out.',
      zh: '仅凭“{column}”就几乎能断定目标（预测力 {strength}）。请确认它在截止日当天已经可知；否则去掉。',
    },
    leftOut: { en: 'Left out: {columns}.', zh: '已去掉：{columns}。' },
    fewRows: {
      en: 'With fewer than {needed, number} rows of each answer no column can be called too good.',
      zh: '每种答案少于 {needed, number} 行时，无法判断哪一列好得可疑。',
    },
    recency: { en: 'recency', zh: '距上次购买天数' },
    frequency: { en: 'the number of orders', zh: '订单数' },
    monetary: { en: 'what was paid in all', zh: '总消费' },
    strongest: { en: '“{column}” does best alone: {strength}', zh: '“{column}”单独预测力最强：{strength}' },
    strengthsSubtitle: {
      en: 'Area under the ROC curve on rows not learned from; 0.5 is guessing · {rows, number} rows',
      zh: '未参与学习的行上的 ROC 曲线下面积；0.5 为瞎猜 · {rows, number} 行',
    },
    strengthsSubtitleNumber: {
      en: 'Correlation on rows not learned from; 0 is guessing · {rows, number} rows',
      zh: '未参与学习的行上的相关系数；0 为瞎猜 · {rows, number} 行',
    },
    strength: { en: 'Lone strength', zh: '单独预测力' },
  },
});

/** What a finding is called. */
export const findingNames = {
  late: { en: 'dates after the cut-off', zh: '截止日之后的日期' },
  copy: { en: 'copy of the target', zh: '目标的副本' },
  afterwards: { en: 'known only after the cut-off', zh: '截止日之后才知道' },
  id: { en: 'an id that tells the target', zh: '能说出目标的编号' },
  alone: { en: 'too good alone', zh: '单独就好得可疑' },
} as const;
