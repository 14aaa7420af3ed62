import { stepText } from '../define.ts';
import { clusterColumns, clusteredRows, clusterFeatures, clusterFound, clusterOutputs } from './cluster-words.ts';

/** The words of `cluster.optics`. */
export const opticsText = stepText({
  title: { en: 'OPTICS', zh: 'OPTICS 密度聚类' },
  summary: {
    en: 'Puts rows in an order in which dense regions follow each other, and finds groups as its valleys.',
    zh: '把行排成密集区域彼此相接的顺序，以其中的低谷为群体。',
  },
  about: {
    en: 'A relative of DBSCAN that needs no radius. It walks through the rows, always on to the one most densely reached, and draws how far each step was: **valleys of this reach curve are groups**, deep ones dense, and a valley within a valley is a group within a group. Choose it to *see* at which densities groups exist; HDBSCAN finds such groups with less to set.\n\nA valley counts where its sides are steeper than the **steepness** and it has enough rows; of nested valleys the innermost are the clusters. Rows on hills are in **no cluster** (shown as −1). Scale the features first, and prefer few.\n\nUp to 20,000 rows it walks through all; beyond, through a sample. The **certainty** is how dense a row lies, relative to the densest of its cluster. A new row takes the cluster of the nearest row, unless that is further than the cluster reaches.',
    zh: '与 DBSCAN 同类，但不需要半径。它依次走过各行，总是走向最密集可达的下一行，并画出每一步有多远：**可及曲线上的低谷就是群体**，谷越深越密集，谷中之谷就是组中之组。想*看清*在哪些密度上存在群体时选用；HDBSCAN 能以更少的设置找到这类群体。\n\n谷壁比**陡度**更陡且行数足够才算低谷；嵌套的低谷取最里层的作为聚类。处在高处的行**不属于任何聚类**（显示为 −1）。请先缩放特征，特征宜少。\n\n20,000 行以内走过所有行，更多时走过一个样本。**确定度**是该行相对于所在聚类最密集处的密集程度。新的行归入最近的行所在的聚类，除非距离超出该聚类所及。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    reach: { en: 'Reach curve', zh: '可及曲线' },
    ...clusterFound,
  },
  parameters: {
    minRows: {
      label: { en: 'Least rows', zh: '最少近邻' },
      help: {
        en: 'How many near rows, itself among them, make a row dense. More smooths the curve.',
        zh: '附近有多少行（含自身）才算密集；越多曲线越平滑。',
      },
    },
    minClusterSize: {
      label: { en: 'Rows in a group', zh: '一组的行数' },
      help: { en: 'A valley with fewer rows is no cluster.', zh: '行数更少的低谷不算聚类。' },
    },
    xi: {
      label: { en: 'Steepness', zh: '陡度' },
      help: {
        en: 'By which share reach must fall from one row to the next at the side of a valley. Less finds shallower valleys.',
        zh: '在谷壁处，可及距离从一行到下一行至少下降的比例；越小能找到越浅的谷。',
      },
    },
    features: clusterFeatures,
  },
  columns: clusterColumns,
  messages: {
    walking: { en: 'walking through the rows', zh: '正在依次走过各行' },
    sampled: {
      en: 'The walk is through a random sample of {rows, number} of {all, number} rows; the others take the cluster of the nearest of these.',
      zh: '只走过随机抽取的 {rows, number} 行（共 {all, number} 行），其余各行归入其中最近一行所在的聚类。',
    },
    reachTitle: {
      en: '{clusters, plural, one {# valley is a cluster} other {# valleys are clusters}}; {outside} of the rows lie in none',
      zh: '{clusters} 个低谷成为聚类；{outside} 的行不在其中',
    },
    reachSubtitle: {
      en: 'Distance at which each row is reached from those before it · {rows, number} rows',
      zh: '各行从之前的行可及的距离 · {rows, number} 行',
    },
    orderAxis: { en: 'Rows in the order of the walk', zh: '按走过的顺序排列的行' },
    reachAxis: { en: 'Reach', zh: '可及距离' },
  },
});
