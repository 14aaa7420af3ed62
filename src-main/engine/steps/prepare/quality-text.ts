import { stepText } from '../define.ts';

export const qualityText = stepText({
  title: { en: 'Data quality', zh: '数据质量' },
  summary: {
    en: 'Finds columns that would mislead a model, and says what mends them.',
    zh: '找出会误导模型的列，并说明如何修复。',
  },
  about: {
    en: 'Run this before features are chosen. It looks for columns that are **missing** in many rows, **constant** or nearly so, **alike** (one can be computed from the other’s order), **leaking** (they tell the target almost alone: usually they were written down after it), **lopsided** (one value holds nearly all rows), **drifting** (early and late rows differ) and, once you name a cut-off day, **late** (dates after it, which could not be known then).\n\nEach sentence names the step that mends what it found, and the table holds that step with its parameters, by column. A leaking column is not always a mistake: ask when its value becomes known. Drift needs a time; without a target nothing leaks.\n\nAlikeness, leaks and drift are measured on up to 20,000 evenly spaced rows.',
    zh: '在选择特征之前运行。它会查找：很多行**缺失**的列；**恒定**或几乎恒定的列；**相似**的列（由一列的次序就能推出另一列）；**泄漏**的列（几乎单独就能说出目标，通常是在目标之后才记录的）；**失衡**的列（一个取值几乎占了所有行）；**漂移**的列（早期和后期的行不同）；指定截止日后，还有**超期**的列（含有截止日之后、当时不可能知道的日期）。\n\n每句话都指出用哪个步骤修复，表中按列给出该步骤及其参数。泄漏的列不一定是错误：请确认它的值何时才会知道。漂移需要时间列；没有目标就谈不上泄漏。\n\n相似、泄漏和漂移最多在 20,000 个均匀间隔的行上衡量。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    findings: { en: 'Findings', zh: '发现' },
    picture: { en: 'Findings by column', zh: '各列的问题' },
    nClean: { en: 'Columns without findings', zh: '没有问题的列' },
  },
  parameters: {
    columns: {
      label: { en: 'Columns', zh: '列' },
      help: {
        en: 'The columns to look at; all but keys, names, times and free text where none is chosen.',
        zh: '要检查的列；不选则检查除主键、名称、时间和自由文本外的所有列。',
      },
    },
    target: {
      label: { en: 'Target', zh: '目标' },
      help: {
        en: 'What is to be foretold; the column with the role outcome where none is chosen, or nothing.',
        zh: '要预测的列；不选则取角色为“结果”的列，没有则不检查。',
      },
    },
    time: {
      label: { en: 'Time', zh: '时间' },
      help: {
        en: 'By which rows are early or late; the column with the role time where none is chosen, or nothing.',
        zh: '用来区分早期和后期的列；不选则取角色为“时间”的列，没有则不检查。',
      },
    },
    missing: {
      label: { en: 'Missing from', zh: '缺失达到' },
      help: { en: 'From which share of missing rows on a column is named.', zh: '缺失行占比达到多少时列出。' },
      advanced: true,
    },
    constant: {
      label: { en: 'Constant from', zh: '恒定达到' },
      help: {
        en: 'From which share of one value on a column counts as constant.',
        zh: '一个取值的占比达到多少时算恒定。',
      },
      advanced: true,
    },
    alike: {
      label: { en: 'Alike from', zh: '相似达到' },
      help: {
        en: 'From which correlation of ranks, or association of words, on two columns count as alike.',
        zh: '秩相关或词语关联达到多少时算相似。',
      },
      advanced: true,
    },
    leak: {
      label: { en: 'Leaking from', zh: '泄漏达到' },
      help: {
        en: 'From which share of the target that a column tells alone on it counts as leaking.',
        zh: '单独一列能说出目标的多大比例时算泄漏。',
      },
      advanced: true,
    },
    lopsided: {
      label: { en: 'Lopsided from', zh: '失衡达到' },
      help: {
        en: 'From which share of one value on words, yes or no count as lopsided.',
        zh: '文本或是否列中一个取值的占比达到多少时算失衡。',
      },
      advanced: true,
    },
    cut: {
      label: { en: 'Cut-off day', zh: '截止日' },
      help: {
        en: 'Dates after it are named as late: what a model that foretells from that day on must not read. None where it is empty.',
        zh: '晚于此日的日期会列为超期：从这天起做预测的模型不得读取它们。留空则不检查。',
      },
      advanced: true,
    },
    drift: {
      label: { en: 'Drifting from', zh: '漂移达到' },
      help: {
        en: 'From which population stability index on, less what chance alone gives, early and late rows count as different; 0.1 is little, 0.25 much.',
        zh: '群体稳定性指数（扣除偶然部分）达到多少时算早期与后期不同；0.1 较小，0.25 较大。',
      },
      advanced: true,
    },
  },
  columns: {
    mend_parameters: { en: 'Its parameters', zh: '步骤参数' },
    column: { en: 'Column', zh: '列' },
    finding: { en: 'Finding', zh: '问题' },
    strength: { en: 'Strength', zh: '程度' },
    beside: { en: 'Beside', zh: '对照列' },
    mended_by: { en: 'Mended by', zh: '修复步骤' },
  },
  messages: {
    noFindings: { en: 'Nothing was found that needs mending.', zh: '没有发现需要修复的问题。' },
    missing: {
      en: 'Values are missing in {columns}. “Fill missing values” fills them; where most of a column is missing, leave it out.',
      zh: '{columns} 有缺失值。“填补缺失值”可以填补；大部分缺失的列最好不用。',
    },
    constant: {
      en: '{columns} hardly vary and tell nothing apart. “Choose columns” leaves them out.',
      zh: '{columns} 几乎不变，无法区分任何行。“选择列”可以去掉它们。',
    },
    alike: {
      en: '{columns} say the same as another column and count twice in every distance. “Choose columns” leaves one out; “Rank features” shows which to keep.',
      zh: '{columns} 与另一列内容相同，在距离中被计算两次。“选择列”可以去掉其一；“特征排序”会显示保留哪些。',
    },
    leak: {
      en: '{columns} tell “{target}” almost alone: were they known before it? If not, leave them out, or compute them up to a cut-off date with “Recent activity” or “Aggregate”.',
      zh: '{columns} 几乎单独就能说出“{target}”：它们在目标之前就已知吗？如果不是，请去掉，或用“近期活动”或“汇总”按截止日期计算。',
    },
    lopsided: {
      en: 'One value holds nearly all rows of {columns}. “Encode categories” puts rare words together; where it is the target, weigh its classes and judge by precision and recall.',
      zh: '{columns} 几乎全是同一个取值。“类别编码”可以合并罕见的词；如果它是目标，请给类别加权，并用精确率和召回率评判。',
    },
    drift: {
      en: 'Early and late rows differ in {columns}. “Filter rows” keeps the recent ones, and “Scale” by quantiles takes a shift of level away.',
      zh: '{columns} 在早期和后期的行中不同。“筛选行”可以只保留近期的行，按分位数“缩放”可以去掉水平的变化。',
    },
    title: {
      en: '{found, plural, =0 {No column} one {# column} other {# columns}} of {all, number} with something to mend',
      zh: '{all, number} 列中有 {found, number} 列需要处理',
    },
    subtitle: { en: '{rows, plural, one {# row} other {# rows}}', zh: '{rows, number} 行' },
    kindMissing: { en: 'Missing', zh: '缺失' },
    kindConstant: { en: 'Constant', zh: '恒定' },
    kindAlike: { en: 'Alike', zh: '相似' },
    kindLeak: { en: 'Leaking', zh: '泄漏' },
    kindLopsided: { en: 'Lopsided', zh: '失衡' },
    kindDrift: { en: 'Drifting', zh: '漂移' },
    late: {
      en: '{columns} hold dates after the cut-off day, which could not be known then. “Filter rows” keeps what happened up to it; leave other such columns out.',
      zh: '{columns} 含有截止日之后的日期，当时不可能知道。“筛选行”可以只保留截止日之前的行；其他此类列请去掉。',
    },
    kindLate: { en: 'Late', zh: '超期' },
  },
});

/** What can be wrong with a column, in a word. */
export const kindNames = {
  missing: { en: 'missing', zh: '缺失' },
  constant: { en: 'constant', zh: '恒定' },
  alike: { en: 'alike', zh: '相似' },
  leak: { en: 'leaking', zh: '泄漏' },
  lopsided: { en: 'lopsided', zh: '失衡' },
  drift: { en: 'drifting', zh: '漂移' },
  late: { en: 'late', zh: '超期' },
} as const;
