import { stepText } from '../define.ts';

/** The words of choosing a threshold. */
export const thresholdText = stepText({
  title: { en: 'Threshold by profit', zh: '按收益定阈值' },
  summary: { en: 'From which probability on it pays to act.', zh: '概率达到多少时行动才划算。' },
  about: {
    en: 'A model gives probabilities; acting needs a line. This panel moves the line over predictions of rows whose outcome is known and adds up what each line would have earned: the **benefit** of every event that is reached, less the **cost** of everyone who is reached, less what every **missed** event loses. The best line is rarely 0.5.\n\nGive it held-out predictions (Compare predictors gives them): on rows that the model learned from every line looks too good. Set the threshold that it finds in the model’s own panel. Reaching everyone and reaching nobody are on the curve too; if one of them wins, the model does not pay yet.',
    zh: '模型给出概率，行动需要一条线。本面板在结果已知的行的预测上移动这条线，计算每条线的收益：每个触达的事件带来的**收益**，减去触达每个人的**成本**，再减去每个**错过**事件的损失。最佳的线很少是 0.5。\n\n请使用留出的预测（“比较预测模型”会给出）：在模型学习过的行上，每条线看起来都太好。把找到的阈值填到模型面板中。曲线上也包含触达所有人和不触达任何人；如果其中之一最好，说明模型暂时还不划算。',
  },
  inputs: { table: { en: 'Predictions with the outcome', zh: '带结果的预测' } },
  outputs: {
    thresholds: { en: 'Thresholds', zh: '阈值' },
    chosen: { en: 'Who is reached', zh: '触达对象' },
    profitCurve: { en: 'Profit by threshold', zh: '各阈值的收益' },
    confusion: { en: 'At the best threshold', zh: '最佳阈值下' },
    threshold: { en: 'Best threshold', zh: '最佳阈值' },
    profit: { en: 'Profit at the best', zh: '最佳收益' },
    reached: { en: 'Rows reached', zh: '触达占比' },
  },
  parameters: {
    target: {
      label: { en: 'Outcome', zh: '结果列' },
      help: {
        en: 'What happened. Empty: the column with the role “outcome”.',
        zh: '实际发生的情况。留空时取角色为“结果”的列。',
      },
    },
    score: {
      label: { en: 'Probability', zh: '概率列' },
      help: {
        en: 'The probability of the event. Empty: the column “probability”.',
        zh: '该事件的概率。留空时取“probability”列。',
      },
    },
    positive: {
      label: { en: 'The event', zh: '关注的类别' },
      help: {
        en: 'The outcome that the probability is of. Empty: yes, true or 1, else the rarer one.',
        zh: '概率所指的结果。留空时取“是”、true 或 1，否则取较少的一类。',
      },
    },
    benefit: {
      label: { en: 'Benefit of an event reached', zh: '触达事件的收益' },
      help: {
        en: 'What it earns to act on a row where the event was coming.',
        zh: '对将要发生该事件的行采取行动带来的收益。',
      },
    },
    cost: {
      label: { en: 'Cost of reaching', zh: '触达成本' },
      help: { en: 'What acting costs for every row that is reached.', zh: '每触达一行的成本。' },
    },
    missed: {
      label: { en: 'Loss of an event missed', zh: '错过事件的损失' },
      help: { en: 'What is lost where the event came and nobody acted.', zh: '事件发生却没有采取行动时的损失。' },
    },
    mostReached: {
      label: { en: 'Reach at most', zh: '最多触达' },
      help: { en: 'The share of rows that the budget allows.', zh: '预算允许触达的行占比。' },
      slider: true,
    },
    at: {
      label: { en: 'Threshold', zh: '阈值' },
      help: { en: 'Move it to see what would be reached and earned.', zh: '移动滑块，查看会触达多少、收益如何。' },
      slider: true,
    },
  },
  questions: { whatIf: { en: 'What if the line were at …', zh: '如果阈值是……' } },
  columns: {
    threshold: { en: 'Threshold', zh: '阈值' },
    reached: { en: 'Reached', zh: '触达数' },
    events: { en: 'Events reached', zh: '触达的事件' },
    precision: { en: 'Precision', zh: '精确率' },
    recall: { en: 'Recall', zh: '召回率' },
    profit: { en: 'Profit', zh: '收益' },
    isReached: { en: 'To be reached', zh: '是否触达' },
  },
  messages: {
    title: {
      en: 'Acting from {threshold} on earns most: {profit} from {reached} of the rows',
      zh: '从 {threshold} 起行动收益最高：触达 {reached} 的行，收益 {profit}',
    },
    titleNobody: { en: 'No line earns more than reaching nobody', zh: '没有任何阈值比不触达任何人更划算' },
    subtitle: {
      en: '{rows, plural, one {# row} other {# rows}}, {events, number} events; {all} for reaching everyone, {nobody} for nobody',
      zh: '{rows, number} 行，{events, number} 个事件；触达所有人为 {all}，不触达任何人为 {nobody}',
    },
    best: { en: 'Best', zh: '最佳' },
    rowsAxis: { en: 'Rows', zh: '行数' },
    reachedRows: { en: 'reached', zh: '触达' },
    leftRows: { en: 'not reached', zh: '未触达' },
    isClass: { en: 'actual {class}', zh: '实际为{class}' },
    confusionTitle: {
      en: '{share} of the events are reached, {precision} of those reached are events',
      zh: '触达了 {share} 的事件，触达者中有 {precision} 是事件',
    },
    answer: {
      en: 'From {threshold} on, {reached, plural, one {# row} other {# rows}} ({share}) would be reached, {events, number} of them events ({precision}); that earns {profit}, against {best} at the best line, {bestThreshold}.',
      zh: '从 {threshold} 起将触达 {reached, number} 行（{share}），其中 {events, number} 个事件（{precision}）；收益 {profit}，最佳阈值 {bestThreshold} 的收益为 {best}。',
    },
    unlikely: {
      en: '{count, plural, one {# row} other {# rows}} without a probability took no part.',
      zh: '有 {count, number} 行没有概率，未参与。',
    },
    twoClasses: {
      en: 'it has {count, number} classes; a threshold divides two',
      zh: '它有 {count, number} 个类别，阈值只适用于两类',
    },
  },
});
