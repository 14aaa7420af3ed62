import { stepText } from '../define.ts';

export const tagsText = stepText({
  title: { en: 'Tags', zh: '标签' },
  summary: {
    en: 'Puts labels on customers by rules: new, active, loyal, at risk, high spender …',
    zh: '按规则给顾客打标签：新客、活跃、忠诚、有流失风险、高消费……',
  },
  about: {
    en: 'A rule is a label and conditions that must all hold. A limit is either a **value** (recency up to 30 days) or a **quantile** among the customers here (the fifth who paid most: from 0.8). A customer can have several tags or none.\n\nThe table has one row a customer and tag, with the rule in words and the day it was judged. A rule on a measure that no table has is left out, and said so.',
    zh: '一条规则包括一个标签和必须同时满足的条件。界限可以是**数值**（距上次下单不超过 30 天），也可以是在这些顾客中的**分位**（消费最多的五分之一：从 0.8 起）。一位顾客可以有多个标签，也可以没有。\n\n结果表中每位顾客的每个标签一行，附有规则的文字说明和判定日期。如果没有任何一张表包含规则所需的特征，该规则会被跳过并给出提示。',
  },
  inputs: {
    features: { en: 'Measures of customers', zh: '顾客特征' },
    orders: { en: 'Order lines, for the date', zh: '订单明细（用于确定日期）' },
  },
  outputs: {
    tags: { en: 'Tags', zh: '标签' },
    counts: { en: 'Customers by tag', zh: '各标签的顾客数' },
    tagged: { en: 'Customers with a tag', zh: '有标签的顾客占比' },
  },
  parameters: {
    rules: {
      label: { en: 'Rules', zh: '规则' },
      help: {
        en: 'Each puts its label on the customers who meet all of its conditions.',
        zh: '每条规则给满足其全部条件的顾客打上标签。',
      },
    },
    tag: {
      label: { en: 'Tag', zh: '标签' },
      help: { en: 'A short name without spaces, for tables.', zh: '用于数据表的简短名称，不含空格。' },
    },
    en: {
      label: { en: 'Name in English', zh: '英文名称' },
      help: { en: 'What figures and reports call it.', zh: '图表和报告中的名称。' },
    },
    zh: {
      label: { en: 'Name in Chinese', zh: '中文名称' },
      help: { en: 'What figures and reports call it in Chinese.', zh: '中文图表和报告中的名称。' },
    },
    when: { label: { en: 'Conditions', zh: '条件' }, help: { en: 'All of them must hold.', zh: '必须全部满足。' } },
    feature: {
      label: { en: 'Measure', zh: '特征' },
      help: {
        en: 'A number column of the connected tables, such as recency.',
        zh: '所连接数据表中的数值列，例如 recency。',
      },
    },
    by: {
      label: { en: 'Limits are', zh: '界限类型' },
      help: {
        en: 'Numbers as they stand, or shares of the customers from 0 to 1.',
        zh: '直接的数值，或 0 到 1 之间的顾客分位。',
      },
      options: { value: { en: 'values', zh: '数值' }, quantile: { en: 'quantiles', zh: '分位' } },
    },
    min: {
      label: { en: 'From', zh: '从' },
      help: { en: 'The least that counts; open where it is empty.', zh: '最小值（含）；留空则不限。' },
    },
    max: {
      label: { en: 'To', zh: '到' },
      help: { en: 'The most that counts; open where it is empty.', zh: '最大值（含）；留空则不限。' },
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    tag: { en: 'Tag', zh: '标签' },
    nameEn: { en: 'Name (English)', zh: '名称（英文）' },
    nameZh: { en: 'Name (Chinese)', zh: '名称（中文）' },
    ruleEn: { en: 'Rule (English)', zh: '规则（英文）' },
    ruleZh: { en: 'Rule (Chinese)', zh: '规则（中文）' },
    date: { en: 'Judged on', zh: '判定日期' },
  },
  messages: {
    unknownFeature: {
      en: 'The rule “{tag}” was left out: no table has a number column “{feature}”.',
      zh: '规则“{tag}”被跳过：没有任何数据表包含数值列“{feature}”。',
    },
    sameTag: {
      en: 'Two rules are called “{tag}”; a customer who meets either has the tag.',
      zh: '有两条规则都叫“{tag}”；满足其中任意一条的顾客都会得到该标签。',
    },
    atLeast: { en: '{feature} at least {min}', zh: '{feature}不低于 {min}' },
    atMost: { en: '{feature} at most {max}', zh: '{feature}不超过 {max}' },
    between: { en: '{feature} from {min} to {max}', zh: '{feature}在 {min} 到 {max} 之间' },
    known: { en: '{feature} is known', zh: '{feature}已知' },
    title: { en: '{share} of the customers are tagged “{tag}”', zh: '{share} 的顾客带有标签“{tag}”' },
    none: { en: 'No customer has a tag', zh: '没有顾客带有标签' },
    subtitle: {
      en: '{rules} rules over {customers, number} customers',
      zh: '{customers, number} 位顾客，{rules} 条规则',
    },
    customers: { en: 'Customers', zh: '顾客' },
  },
});
