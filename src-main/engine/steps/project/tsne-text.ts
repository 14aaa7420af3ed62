import { stepText } from '../define.ts';
import { mapColumns, mapInput, mapOutputs, mapParameters } from './map-words.ts';

/** The words of `project.tsne`. */
export const tsneText = stepText({
  title: { en: 't-SNE', zh: 't-SNE 降维图' },
  summary: {
    en: 'Draws a map that keeps each row beside its nearest; fine groups show clearly.',
    zh: '画出一张地图，使每一行留在最相似的行旁边；细小的群体清晰可见。',
  },
  about: {
    en: 't-SNE lays rows out on a plane so that each stays beside the rows that it is most alike. It shows fine groups more clearly than UMAP and takes longer.\n\nRead it with care: **near rows are alike**, but distances between groups and their sizes say little, and a group may be drawn in two pieces. The **trustworthiness** says how far neighbours on the map are neighbours by features too: above 95% is good. The **perplexity** is how many neighbours count: 5 shows specks, 100 the whole.\n\nScale the features first. Do not measure clusters on the map; cluster the features and colour the map by the result. A table with more rows than are laid out is sampled, and the rest are placed in the middle of their nearest: the figure says so.',
    zh: 't-SNE 把各行铺在平面上，使每一行留在与它最相似的行旁边。它比 UMAP 更清楚地显出细小的群体，但用时更长。\n\n阅读时请注意：**靠近的行彼此相似**，但群体之间的距离和大小意义不大，一个群体也可能被画成两块。**可信度**表示图上的近邻在特征上也是近邻的程度：高于 95% 为好。**困惑度**是计入多少近邻：5 只显出小点，100 显出整体。\n\n请先缩放特征。不要在图上直接聚类，应对特征聚类，再用结果给图着色。行数超过参与布局的行数时会抽样，其余的行放在其近邻的中间，图上会注明。',
  },
  inputs: { table: mapInput },
  outputs: mapOutputs,
  parameters: {
    ...mapParameters,
    perplexity: {
      label: { en: 'Perplexity', zh: '困惑度' },
      help: {
        en: 'How many neighbours of a row count; at most a third of the rows.',
        zh: '每一行计入多少近邻；至多为行数的三分之一。',
      },
    },
    exaggeration: {
      label: { en: 'Early exaggeration', zh: '早期放大' },
      help: {
        en: 'By how much neighbours pull more at first, so that groups come together.',
        zh: '初期近邻的拉力放大多少倍，使群体先聚拢。',
      },
      advanced: true,
    },
    earlyIterations: {
      label: { en: 'Early iterations', zh: '早期迭代次数' },
      help: { en: 'For how many iterations that lasts.', zh: '早期放大持续多少次迭代。' },
      advanced: true,
    },
    iterations: {
      label: { en: 'Iterations', zh: '迭代次数' },
      help: { en: 'How many follow.', zh: '其后再迭代多少次。' },
      advanced: true,
    },
    theta: {
      label: { en: 'Coarseness', zh: '近似程度' },
      help: {
        en: 'How large a square of rows may be beside its distance to count as one: less is more exact and slower.',
        zh: '一个方块的边长与距离之比小于此值时，其中的行合并计算：越小越精确，也越慢。',
      },
      advanced: true,
    },
  },
  columns: mapColumns,
  messages: { method: { en: 't-SNE', zh: 't-SNE' } },
});
