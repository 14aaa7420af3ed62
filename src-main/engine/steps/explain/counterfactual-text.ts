import { stepText } from '../define.ts';

/** The words of counterfactuals. */
export const counterfactualText = stepText({
  title: { en: 'What would have to change', zh: '需要改变什么' },
  summary: {
    en: 'The smallest changes to one customer after which the model would say something else.',
    zh: '对一位顾客做出哪些最小的改变，模型就会给出不同的判断。',
  },
  about: {
    en: 'Says of one customer what would have to be different for the prediction to change: “would stay if recency were 12 instead of 80” (counterfactuals). Few features change, as little as will do, to values that other customers have.\n\nSay **which features you can change** and **which way**: nobody grows younger. With *Must still hold* you give a condition that the changed customer has to meet, such as a discount of at most 10 %.\n\nThe *effort* of a number is the share of customers who lie between old and new value, of a category the share who have another one. *Likeness* says how near a real customer comes to the changed one: low values are customers who hardly exist.\n\nThe changes are those of the **model**: what it has seen together need not be cause and effect. Test an offer before you count on it.',
    zh: '说明对某位顾客来说，哪些地方不同，预测就会改变：“如果最近一次消费距今 12 天而不是 80 天，就会留下”（反事实解释）。改变的特征尽量少，幅度尽量小，且取值是其他顾客真实具有的。\n\n请指定**您能够改变的特征**以及**方向**：没有人会变年轻。*必须满足*可以给出改变后的顾客仍须符合的条件，例如折扣不超过 10%。\n\n数值的*代价*是位于新旧取值之间的顾客占比，类别的代价是属于其他类别的顾客占比。*相似度*表示与改变后最接近的真实顾客有多像：数值低意味着这样的顾客几乎不存在。\n\n这些改变针对的是**模型**：一起出现不等于因果。在依赖某项措施之前，请先做测试。',
  },
  parameters: {
    goal: {
      label: { en: 'The prediction shall', zh: '预测应当' },
      help: {
        en: 'Which way the prediction is to go: less likely to leave, or more spend.',
        zh: '希望预测朝哪个方向变化：例如流失可能性降低，或消费增加。',
      },
      options: { lower: { en: 'fall', zh: '下降' }, raise: { en: 'rise', zh: '上升' } },
    },
    reach: {
      label: { en: 'To', zh: '达到' },
      help: {
        en: 'How far it is to go. Empty: a chance of 0.5; for numbers what is predicted on average.',
        zh: '需要达到的预测值。留空时，概率取 0.5，数值取平均预测。',
      },
    },
    features: {
      label: { en: 'May change', zh: '可以改变' },
      help: {
        en: 'Which features may change. Empty: all that the model reads.',
        zh: '哪些特征可以改变。留空时为模型读取的全部特征。',
      },
    },
    onlyUp: {
      label: { en: 'May only rise', zh: '只能上升' },
      help: { en: 'Numbers that cannot fall, such as tenure.', zh: '不能下降的数值，例如在册时长。' },
    },
    onlyDown: {
      label: { en: 'May only fall', zh: '只能下降' },
      help: {
        en: 'Numbers that cannot rise, such as recency by a visit.',
        zh: '不能上升的数值，例如再次到店后的最近消费间隔。',
      },
    },
    limits: {
      label: { en: 'Must still hold', zh: '必须满足' },
      help: {
        en: 'A condition that the changed customer has to meet, such as a range of a feature.',
        zh: '改变后的顾客仍须符合的条件，例如某特征的取值范围。',
      },
    },
    mostChanges: {
      label: { en: 'Changes at most', zh: '最多改变' },
      help: { en: 'How many features change at once at most.', zh: '最多同时改变多少个特征。' },
    },
    nOptions: {
      label: { en: 'Ways', zh: '方案数' },
      help: { en: 'How many ways are shown, on different features.', zh: '显示多少种涉及不同特征的方案。' },
    },
  },
  outputs: {
    changes: { en: 'Ways', zh: '方案' },
    ways: { en: 'What each way would do', zh: '各方案的效果' },
    said: { en: 'Prediction as it is', zh: '当前预测' },
    best: { en: 'Prediction after the first way', zh: '首个方案后的预测' },
  },
  columns: {
    way: { en: 'Way', zh: '方案' },
    feature: { en: 'Feature', zh: '特征' },
    from: { en: 'From', zh: '原值' },
    to: { en: 'To', zh: '新值' },
    prediction: { en: 'Prediction', zh: '预测' },
    effort: { en: 'Effort', zh: '代价' },
    likeness: { en: 'Likeness to a real customer', zh: '与真实顾客的相似度' },
  },
  messages: {
    noWays: {
      en: 'There is no way to list; the figure’s title says why. “May change” and “Changes at most” allow more.',
      zh: '没有可列出的方案，原因见图的标题。可在“可以改变”和“最多改变”中放宽。',
    },
    found: {
      en: '{who}: {told} would go from {said} to {then} if {changes}',
      zh: '{who}：如果{changes}，{told}将由 {said} 变为 {then}',
    },
    notFound: {
      en: '{who}: nothing that may change brings {told} from {said} to {goal}; nearest comes {then}, if {changes}',
      zh: '{who}：可改变的特征都无法使{told}由 {said} 达到 {goal}；最接近的是 {then}，如果{changes}',
    },
    nothing: {
      en: '{who}: nothing may change, {told} stays at {said}',
      zh: '{who}：没有可以改变的特征，{told}仍为 {said}',
    },
    reached: {
      en: '{who}: {told} is at {said} already; nothing has to change',
      zh: '{who}：{told}已为 {said}，无需改变',
    },
    subtitle: {
      en: '{told} as predicted; the goal is {goal}; {features, plural, one {# feature} other {# features}} may change',
      zh: '预测的{told}；目标为 {goal}；可改变 {features, number} 个特征',
    },
    asIs: { en: 'As it is', zh: '现状' },
    way: { en: 'Way {n, number}', zh: '方案 {n, number}' },
    notLearned: { en: 'the model does not read it', zh: '模型不读取该列' },
    bothWays: { en: 'it may only rise and only fall', zh: '它同时被设为只能上升和只能下降' },
    searching: { en: 'looking for changes', zh: '正在寻找方案' },
  },
});
