import { stepText } from '../define.ts';
import { mapColumns, mapInput, mapOutputs, mapParameters } from './map-words.ts';

/** The words of `project.umap`. */
export const umapText = stepText({
  title: { en: 'UMAP', zh: 'UMAP 降维图' },
  summary: {
    en: 'Draws a map on which rows that are alike lie together; new rows can be placed on it.',
    zh: '画出一张地图，相似的行聚在一起；新的行也能放到图上。',
  },
  about: {
    en: 'UMAP looks for each row’s nearest rows and lays all rows out on a plane so that neighbours stay neighbours. Use it to see whether there are groups, and what lies between them.\n\nRead it with care: **near rows are alike**, but the distance between two groups, and how large a group looks, say little. The **trustworthiness** says how far neighbours on the map are neighbours by features too: above 95% is good, below 85% the map hides much. Try a few numbers of **neighbours**: few show fine groups, many show the whole.\n\nScale the features first. Do not measure clusters on the map; cluster the features and colour the map by the result. A table with more rows than are laid out is sampled: the figure says so.',
    zh: 'UMAP 找出每一行最近的若干行，再把所有行铺在平面上，使近邻仍是近邻。用它可以看出是否存在群体，以及群体之间有什么。\n\n阅读时请注意：**靠近的行彼此相似**，但两组之间的距离、一组看上去的大小，意义都不大。**可信度**表示图上的近邻在特征上也是近邻的程度：高于 95% 为好，低于 85% 说明图中隐藏了许多信息。请多试几个**近邻数**：少则显出细小的群体，多则显出整体。\n\n请先缩放特征。不要在图上直接聚类，应对特征聚类，再用结果给图着色。行数超过参与布局的行数时会抽样，图上会注明。',
  },
  inputs: { table: mapInput },
  outputs: mapOutputs,
  parameters: {
    ...mapParameters,
    nNeighbours: {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: {
        en: 'How many near rows, itself among them, each row is held to: few show fine groups, many the whole.',
        zh: '每一行与多少个近邻（含自身）相连：少则显出细小群体，多则显出整体。',
      },
    },
    minDist: {
      label: { en: 'Least distance', zh: '最小间距' },
      help: {
        en: 'How close rows may lie on the map: 0 packs groups tightly, more spreads them evenly.',
        zh: '行在图上可以靠得多近：0 使群体紧凑，越大分布越均匀。',
      },
    },
    spread: {
      label: { en: 'Spread', zh: '展开程度' },
      help: {
        en: 'The scale of the map, beside which the least distance counts.',
        zh: '地图的尺度，最小间距与它相比较。',
      },
      advanced: true,
    },
    start: {
      label: { en: 'Start from', zh: '初始布局' },
      help: {
        en: 'Where rows lie before they move. The slowest ways to swing keep the form of the whole; where rows fall into unconnected parts, principal components are taken.',
        zh: '移动之前各行的位置。谱布局保留整体形状；若各行分成互不相连的部分，则采用主成分。',
      },
      options: {
        spectral: { en: 'Slowest ways to swing (spectral)', zh: '谱布局' },
        pca: { en: 'Principal components', zh: '主成分' },
      },
      advanced: true,
    },
    epochs: {
      label: { en: 'Epochs', zh: '轮数' },
      help: {
        en: 'How often the pairs of neighbours are gone through. 0: 500 up to 10,000 rows, 200 beyond.',
        zh: '遍历近邻对的次数。0 表示：1 万行以内为 500，更多则为 200。',
      },
      advanced: true,
    },
    repulsion: {
      label: { en: 'Repulsion', zh: '排斥强度' },
      help: { en: 'How strongly rows push each other apart.', zh: '各行相互推开的强度。' },
      advanced: true,
    },
    nNegatives: {
      label: { en: 'Rows that push', zh: '排斥采样数' },
      help: {
        en: 'How many rows drawn at random push a row each time a neighbour pulls it.',
        zh: '每当一个近邻拉近一行时，随机抽取多少行推开它。',
      },
      advanced: true,
    },
  },
  columns: mapColumns,
  messages: {
    method: { en: 'UMAP', zh: 'UMAP' },
    parts: {
      en: 'By their nearest rows the rows fall into {parts, number} parts that are not connected: how these lie to each other says nothing. More neighbours may connect them.',
      zh: '按近邻关系，各行分成 {parts, number} 个互不相连的部分：它们之间的相对位置没有意义。增大近邻数或可将其连接。',
    },
  },
});
