import { stepText } from '../define.ts';

/** The words of `features.sequences`. */
export const sequencesText = stepText({
  title: { en: 'Events as sequences', zh: '事件序列' },
  summary: {
    en: 'What each customer did, in order: steps, repeats, and what follows what.',
    zh: '按先后顺序看每位顾客做了什么：步骤、重复，以及接下来通常做什么。',
  },
  about: {
    en: 'Totals forget the order in which things happened. This puts each customer’s events in order and makes features of it: how many there were and of how many kinds, how often the next is the same as the one before, the days between them, the first kind and the last ones, and how often the most frequent **steps** (one kind, then another) were taken.\n\n**What follows what** holds every step with how often it was taken, its share of all steps that begin alike, and its *lift*: above 1 it follows more often than by chance. The heat map shows it for the most frequent kinds.\n\nThe kind of an event is a column of words with not too many values: what was done, a category, a channel. Steps that a long pause lies between can be left out, so that visits stay apart. Everything from the cut-off day on is left out, so that features know nothing of what a model is to foretell. Events at one time stay in the order of the table.',
    zh: '合计会忘记事情发生的先后。这里把每位顾客的事件排好顺序并做成特征：共有多少、多少种，下一个与上一个相同的比例，间隔天数，最早和最近的种类，以及最常见的**步骤**（先一种，再另一种）走过多少次。\n\n**接续关系**列出每种步骤的次数、占相同起点步骤的比例，以及*提升度*：大于 1 表示比偶然更常接续。热力图显示最常见的种类。\n\n事件的种类取一列取值不太多的文本：做了什么、品类或渠道。可以略去间隔太久的步骤，使各次访问分开。截止日及以后的内容都不计入，使特征不含模型要预测的内容。同一时刻的事件保持表中的次序。',
  },
  inputs: { table: { en: 'Events or order lines', zh: '事件或订单明细' } },
  outputs: {
    sequences: { en: 'Sequence features', zh: '序列特征' },
    transitions: { en: 'What follows what', zh: '接续关系' },
    steps: { en: 'Steps', zh: '步骤图' },
    repeats: { en: 'Next is the same', zh: '下一个相同的比例' },
  },
  parameters: {
    by: {
      label: { en: 'Whose', zh: '按谁' },
      help: { en: 'Whose events they are; the customer where none is chosen.', zh: '事件属于谁；不选则按顾客。' },
    },
    event: {
      label: { en: 'Kind of event', zh: '事件种类' },
      help: {
        en: 'The column that says what happened; the column with the role event type, category, channel or product where none is chosen.',
        zh: '说明发生了什么的列；不选则依次取角色为事件类型、品类、渠道或商品的列。',
      },
    },
    until: {
      label: { en: 'Cut-off day', zh: '截止日' },
      help: { en: 'Only events before it count; all where it is empty.', zh: '只计此日之前的事件；留空则全部计入。' },
    },
    pauseHours: {
      label: { en: 'Longest pause', zh: '最长间隔' },
      help: {
        en: 'No step leads over a longer pause; any pause where it is empty.',
        zh: '间隔更久的不算一步；留空则不限。',
      },
      unit: { en: 'hours', zh: '小时' },
    },
    nLast: {
      label: { en: 'Last events', zh: '最近事件数' },
      help: { en: 'Of how many last events the kind is a column.', zh: '最近多少个事件的种类各占一列。' },
    },
    nSteps: {
      label: { en: 'Steps as features', zh: '步骤特征数' },
      help: {
        en: 'So many of the most frequent steps are counted for everybody.',
        zh: '为每人统计最常见的多少种步骤。',
      },
    },
    collapse: {
      label: { en: 'Join repeats', zh: '合并重复' },
      help: {
        en: 'Events of one kind right behind each other count as one.',
        zh: '紧接着的同种事件合并为一个。',
      },
      advanced: true,
    },
  },
  columns: {
    customer: { en: 'Customer', zh: '顾客' },
    nEvents: { en: 'Events', zh: '事件数' },
    nKinds: { en: 'Kinds of events', zh: '事件种类数' },
    repeatShare: { en: 'Next is the same', zh: '下一个相同的比例' },
    gap: { en: 'Days between events', zh: '事件间隔天数' },
    first: { en: 'First event', zh: '最早的事件' },
    from: { en: 'From', zh: '从' },
    to: { en: 'To', zh: '到' },
    count: { en: 'Times', zh: '次数' },
    share: { en: 'Share', zh: '占比' },
    lift: { en: 'Lift', zh: '提升度' },
  },
  messages: {
    last: { en: 'Last event but {n}', zh: '倒数第 {n} 个事件' },
    lastOne: { en: 'Last event', zh: '最近的事件' },
    step: { en: '{from}, then {to}', zh: '先{from}，再{to}' },
    title: {
      en: 'After {from} most often comes {to}: {share} of the time',
      zh: '{from}之后最常是{to}：占 {share}',
    },
    subtitle: {
      en: 'Share of what comes next, {steps, number} steps of {whose, number}',
      zh: '接下来的占比，{whose, number} 位的 {steps, number} 步',
    },
    cut: {
      en: 'There are {all, number} different steps: the {kept, number} most frequent are in the table.',
      zh: '共有 {all, number} 种步骤：表中只列最常见的 {kept, number} 种。',
    },
  },
});
