import { stepText } from '../define.ts';

export const tagsText = stepText({
  title: { en: 'Tags', zh: '标签' },
  summary: {
    en: 'Puts labels on customers by rules: new, active, loyal, at risk, high spender …',
    zh: '按规则给顾客打标签：新客、活跃、忠诚、有流失风险、高消费……',
  },
  about: {
    en: 'A rule is a label and conditions of which **all** or **any** must hold. Conditions can be put together in groups, with *all* or *any* of their own, and groups in groups; each condition and each group can be turned round by *not*. A condition can also name a tag that stands above it, such as `#loyal`, so that what several rules share is written once. A limit is either a **value** (recency up to 30 days) or a **quantile** among the customers here (the fifth who paid most: from 0.8). A customer can have several tags or none.\n\nThe table has one row a customer and tag, with the rule in words and the day it was judged. *Who has which together* counts every combination, and a bar of it selects its customers; *Ask* counts the rules as they stand now, each condition and each group by itself, without a run. A rule on a measure that no table has is left out, and said so.\n\nWith **orders** connected, *Over time* counts who met each rule on earlier days: what *RFM* and *Behaviour* measure is measured anew from the orders before each of them, and quantiles are those of the customers of that day.',
    zh: '一条规则包括一个标签和若干条件，可以要求**全部**满足或**任一**满足。条件可以放进组里，每个组有自己的“全部”或“任一”，组里还可以再有组；每个条件、每个组都可以用“非”取反。条件也可以引用排在前面的标签，例如 `#loyal`，这样多条规则共有的部分只需写一次。界限可以是**数值**（距上次下单不超过 30 天），也可以是在这些顾客中的**分位**（消费最多的五分之一：从 0.8 起）。一位顾客可以有多个标签，也可以没有。\n\n结果表中每位顾客的每个标签一行，附有规则的文字说明和判定日期。“标签的重叠”统计每一种组合，点击其中的柱即可选中对应的顾客；“提问”可以不运行就按当前规则计数，并分别给出每个条件和每个组的人数。如果没有任何一张表包含规则所需的特征，该规则会被跳过并给出提示。\n\n连接**订单**后，*随时间变化*会给出以往各日期满足每条规则的人数：*RFM 分析*与*购买行为*的特征按当时之前的订单重新计算，分位按当日的顾客计算。',
  },
  inputs: {
    features: { en: 'Measures of customers', zh: '顾客特征' },
    orders: { en: 'Order lines, for the date', zh: '订单明细（用于确定日期）' },
  },
  outputs: {
    tags: { en: 'Tags', zh: '标签' },
    counts: { en: 'Customers by tag', zh: '各标签的顾客数' },
    overlap: { en: 'Who has which together', zh: '标签的重叠' },
    course: { en: 'Over time', zh: '随时间变化' },
    tagged: { en: 'Customers with a tag', zh: '有标签的顾客占比' },
    holders: { en: 'Tags of each customer', zh: '每位顾客的标签' },
    parts: { en: 'Customers by condition', zh: '各条件的顾客数' },
  },
  parameters: {
    rules: {
      label: { en: 'Rules', zh: '规则' },
      help: {
        en: 'Each puts its label on the customers who meet its conditions.',
        zh: '每条规则给满足其条件的顾客打上标签。',
      },
    },
    months: {
      label: { en: 'Months back', zh: '回溯月数' },
      help: {
        en: 'How far back it is counted who had each tag, in steps of 30 days; 0 for today alone. It takes orders.',
        zh: '以 30 天为一步，回溯多久以来各标签的人数；0 表示只看今天。需要连接订单。',
      },
      advanced: true,
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
    match: {
      label: { en: 'Must hold', zh: '须满足' },
      help: { en: 'Whether all conditions must hold or any one of them.', zh: '须满足全部条件，还是任一条件。' },
      options: { all: { en: 'all', zh: '全部' }, any: { en: 'any', zh: '任一' } },
    },
    when: {
      label: { en: 'Conditions', zh: '条件' },
      help: { en: 'What is asked of a customer.', zh: '对顾客的要求。' },
    },
    notAll: {
      label: { en: 'Not', zh: '非' },
      help: {
        en: 'Turns the group round: who meets it as it stands does not, and the other way about.',
        zh: '把整组取反：原本满足的顾客变为不满足，反之亦然。',
      },
    },
    not: {
      label: { en: 'Not', zh: '非' },
      help: {
        en: 'Turns the condition round; who has no value then meets it.',
        zh: '将条件取反；此时没有取值的顾客视为满足。',
      },
    },
    feature: {
      label: { en: 'Measure', zh: '特征' },
      help: {
        en: 'A number column of the connected tables, such as recency; or a tag above, such as #loyal.',
        zh: '所连接数据表中的数值列，例如 recency；或前面的标签，例如 #loyal。',
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
  questions: { counts: { en: 'How many would have each?', zh: '每个标签会有多少人？' } },
  columns: {
    count: { en: 'Customers', zh: '顾客数' },
    share: { en: 'Share', zh: '占比' },
    customer: { en: 'Customer', zh: '顾客' },
    tag: { en: 'Tag', zh: '标签' },
    nameEn: { en: 'Name', zh: '名称' },
    nameZh: { en: 'Name', zh: '名称' },
    ruleEn: { en: 'Rule', zh: '规则' },
    ruleZh: { en: 'Rule', zh: '规则' },
    date: { en: 'Judged on', zh: '判定日期' },
    condition: { en: 'Condition or group', zh: '条件或组' },
    tags: { en: 'All tags', zh: '全部标签' },
    nTags: { en: 'Number of tags', zh: '标签数' },
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
    notAtLeast: { en: '{feature} not at least {min}', zh: '{feature}未达到 {min}' },
    notAtMost: { en: '{feature} not at most {max}', zh: '{feature}并非不超过 {max}' },
    notBetween: { en: '{feature} not from {min} to {max}', zh: '{feature}不在 {min} 到 {max} 之间' },
    notKnown: { en: '{feature} is not known', zh: '{feature}未知' },
    tagged: { en: 'tagged “{feature}”', zh: '带有标签“{feature}”' },
    notTagged: { en: 'not tagged “{feature}”', zh: '没有标签“{feature}”' },
    countsNow: {
      en: 'As the rules stand now, {tagged, number} of {customers, number} customers have a tag.',
      zh: '按当前规则，{customers, number} 位顾客中有 {tagged, number} 位带有标签。',
    },
    countOf: { en: '{tag} {count, number}', zh: '{tag} {count, number}' },
    countsEach: { en: 'Customers by tag: {each}.', zh: '各标签的顾客数：{each}。' },
    overlapTitle: {
      en: '{count, plural, one {# customer has} other {# customers have}} {tags} and no other tag: the most frequent combination',
      zh: '最常见的组合是{tags}：{count, number} 位顾客只有这些标签',
    },
    overlapNone: {
      en: 'Most customers, {count, number}, have no tag',
      zh: '没有任何标签的顾客最多，共 {count, number} 位',
    },
    overlapSubtitle: {
      en: 'Customers by the exact combination of their tags; {shown} of {all} combinations',
      zh: '按标签的确切组合统计顾客；共 {all} 种组合，显示 {shown} 种',
    },
    title: { en: '{share} of the customers are tagged “{tag}”', zh: '{share} 的顾客带有标签“{tag}”' },
    none: { en: 'No customer has a tag', zh: '没有顾客带有标签' },
    subtitle: {
      en: '{rules} rules over {customers, number} customers',
      zh: '{customers, number} 位顾客，{rules} 条规则',
    },
    customers: { en: 'Customers', zh: '顾客' },
    day: { en: 'Day', zh: '日期' },
    courseTitle: {
      en: '“{tag}” changed most: {from, plural, one {# customer} other {# customers}} on {since}, {to, number} now',
      zh: '“{tag}”变化最大：{since}为 {from, number} 位顾客，现在为 {to, number} 位',
    },
    courseSubtitle: {
      en: '{shown} of {rules, plural, one {# rule} other {# rules}}, judged anew by the orders before each day',
      zh: '{rules, number} 条规则中的 {shown} 条，按每个日期之前的订单重新判定',
    },
  },
});
