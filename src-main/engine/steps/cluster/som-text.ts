import { stepText } from '../define.ts';
import { clusterColumns, clusterCount, clusteredRows, clusterFeatures, clusterOutputs } from './cluster-words.ts';

/** The words of `cluster.som`. */
export const somText = stepText({
  title: { en: 'Self-organising map', zh: '自组织映射' },
  summary: {
    en: 'Lays rows out on a grid so that like ones lie near each other, and groups the cells.',
    zh: '把行铺在网格上，使相似的行彼此靠近，再把格子分组。',
  },
  about: {
    en: 'A net of cells is stretched over the rows: each cell stands for the rows nearest to it, and **cells beside each other are alike**. The result is a map of the customers that one can read like a country: *how many rows* each cell has, and *how far* it is from its neighbours. Bright ridges in the map of gaps are borders between groups, dark valleys their middles. Choose it to see gradual change from one kind of customer to another, which hard groups hide.\n\nThe cells are then joined into clusters as a hierarchical clustering (Ward) joins rows. The **quantisation error** is the mean distance of a row to its cell; the **topographic error** the share of rows whose two nearest cells do not touch: a high one says that the features do not fit on a plane. Scale the features first. Chance has no part in it.\n\nA new row goes to its nearest cell. Its **certainty** compares that cell with the nearest of another cluster.',
    zh: '把一张由格子组成的网铺在各行之上：每个格子代表离它最近的行，**相邻的格子彼此相似**。结果是一张像国家地图一样可读的顾客地图：每格有*多少行*，以及与相邻格子*相距多远*。间隔图中的亮脊是群体之间的边界，暗谷是群体的中心。适合观察一类顾客到另一类的渐变，硬性分组会掩盖这种渐变。\n\n随后像层次聚类（Ward）合并行那样把格子合成聚类。**量化误差**是行到其格子的平均距离；**拓扑误差**是最近两个格子不相邻的行的占比：数值高说明这些特征无法铺平在一张平面上。请先缩放特征。结果不含随机因素。\n\n新的行归入最近的格子。**确定度**把该格子与其他聚类中最近的格子相比较。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    hits: { en: 'Rows in each cell', zh: '各格的行数' },
    gaps: { en: 'Gaps between cells', zh: '格子之间的间隔' },
    quantisationError: { en: 'Quantisation error', zh: '量化误差' },
    topographicError: { en: 'Topographic error', zh: '拓扑误差' },
  },
  parameters: {
    width: {
      label: { en: 'Cells across', zh: '横向格数' },
      help: { en: 'How wide the grid is.', zh: '网格的宽度。' },
    },
    height: {
      label: { en: 'Cells down', zh: '纵向格数' },
      help: { en: 'How high the grid is; less than wide suits most data.', zh: '网格的高度；通常宜小于宽度。' },
    },
    nClusters: clusterCount,
    features: clusterFeatures,
    maxIterations: {
      label: { en: 'Passes', zh: '遍数' },
      help: {
        en: 'Passes over the rows, while the net grows from stiff to soft.',
        zh: '扫描行的遍数，其间网由硬变软。',
      },
      advanced: true,
    },
  },
  columns: {
    ...clusterColumns,
    column: { en: 'Cell across', zh: '横向格' },
    row: { en: 'Cell down', zh: '纵向格' },
  },
  messages: {
    stretching: { en: 'stretching the net', zh: '正在铺展网格' },
    hitsTitle: {
      en: 'The fullest cell holds {share} of the rows; {empty} of {cells} cells are empty',
      zh: '最满的格子占 {share} 的行；{cells} 格中有 {empty} 格是空的',
    },
    gapsTitle: {
      en: 'The widest gap is {times} times the middle one: cells {column} across, {row} down',
      zh: '最大间隔是中位间隔的 {times} 倍：横向第 {column} 格、纵向第 {row} 格',
    },
    gapsFlat: { en: 'All cells lie on each other', zh: '所有格子重合' },
    hitsSubtitle: {
      en: 'A grid of {width} × {height} cells · {rows, number} rows',
      zh: '{width} × {height} 格 · {rows, number} 行',
    },
    gapsSubtitle: { en: 'Mean distance of each cell to the cells beside it', zh: '各格到相邻格子的平均距离' },
    rows: { en: 'Rows', zh: '行数' },
    distance: { en: 'Distance', zh: '距离' },
  },
});
