import { stepText } from '../define.ts';

/** The words of `cluster.compare`. */
export const compareText = stepText({
  title: { en: 'Compare clusterings', zh: '比较聚类' },
  summary: {
    en: 'Says how far two groupings agree, and who changed groups.',
    zh: '比较两种分组的一致程度，以及谁换了组。',
  },
  about: {
    en: 'Compares two groupings of the same rows: two methods, two numbers of clusters, two periods, or a clustering with groups that are known. Names of groups do not matter.\n\n**Adjusted Rand** and **adjusted mutual information** are 1 for the same groups and about 0 for groups by chance. **Homogeneity** is 1 where no second group mixes first ones, **completeness** where no first group is split; **V-measure** is between them. The ribbons show which groups share rows, and how many; a click selects those rows. *Shares* has the same counts as part of each first group; read a row as *of these, so many went there*.\n\nRows are matched by their key, or by position where tables have none and are equally long. Rows in no group (−1) count as a group of their own.',
    zh: '比较同一批行的两种分组：两种方法、两个聚类数、两个时期，或聚类与已知分组。组的名称不影响结果。\n\n**调整兰德指数**和**调整互信息**在分组相同时为 1，随机时约为 0。**同质性**为 1 表示后一种的组没有混入前一种的不同组，**完整性**为 1 表示前一种的组没有被拆开；**V 度量**介于两者之间。色带显示哪些组有共同的行、有多少，点击即可选中这些行。*占比表*把它们写成占前一种各组的比例；按行来读：*其中有多少到了那里*。\n\n行按主键对应；没有主键且行数相同时按位置对应。不属于任何组的行（−1）自成一组。',
  },
  inputs: { first: { en: 'First grouping', zh: '第一种分组' }, second: { en: 'Second grouping', zh: '第二种分组' } },
  outputs: {
    moves: { en: 'Who is where', zh: '各行所在组' },
    flow: { en: 'From first to second', zh: '从第一种到第二种' },
    contingency: { en: 'Shares', zh: '占比表' },
    adjustedRand: { en: 'Adjusted Rand', zh: '调整兰德指数' },
    adjustedMutualInformation: { en: 'Adjusted mutual information', zh: '调整互信息' },
    homogeneity: { en: 'Homogeneity', zh: '同质性' },
    completeness: { en: 'Completeness', zh: '完整性' },
    vMeasure: { en: 'V-measure', zh: 'V 度量' },
    compared: { en: 'Rows compared', zh: '比较的行数' },
  },
  parameters: {
    firstColumn: {
      label: { en: 'Groups of the first', zh: '第一种的分组列' },
      help: {
        en: 'The column with the groups; “cluster” where none is chosen.',
        zh: '含分组的列；不选则用“cluster”。',
      },
    },
    secondColumn: {
      label: { en: 'Groups of the second', zh: '第二种的分组列' },
      help: {
        en: 'The column with the groups; “cluster” where none is chosen.',
        zh: '含分组的列；不选则用“cluster”。',
      },
    },
  },
  columns: {
    first: { en: 'First group', zh: '第一种的组' },
    second: { en: 'Second group', zh: '第二种的组' },
    moved: { en: 'Changed groups', zh: '换了组' },
  },
  messages: {
    flowTitle: {
      en: 'Of the rows in {from}, {share} are in {to}',
      zh: '{from} 中有 {share} 属于{to}',
    },
    flowSubtitle: {
      en: 'A ribbon is as wide as the rows that two groups share; {rows, number} rows',
      zh: '色带的宽度是两组共有的行数；共 {rows, number} 行',
    },
    splitTitle: {
      en: '{from} is split the most: no second group holds more than {share} of it',
      zh: '{from} 拆得最散：第二种的任何一组最多占其 {share}',
    },
    wholeTitle: {
      en: 'No first group is split: each lies in one second group',
      zh: '第一种的组都没有被拆开，各自落在第二种的一个组里',
    },
    contingencySubtitle: {
      en: 'Of the rows of each first group, the share in each second group; {rows, number} rows',
      zh: '第一种各组的行分布在第二种各组的比例；{rows, number} 行',
    },
    rows: { en: 'Rows', zh: '行数' },
    share: { en: 'Share of the first group', zh: '占第一种该组的比例' },
    unmatched: {
      en: '{first, number} rows of the first table and {second, number} of the second have no partner and were left out.',
      zh: '第一张表有 {first, number} 行、第二张表有 {second, number} 行没有对应，已略去。',
    },
  },
});
