import { stepText } from '../define.ts';
import { clusterColumns, clusterCount, clusteredRows, clusterFeatures, clusterOutputs } from './cluster-words.ts';

/** The words of `cluster.deep`. */
export const deepText = stepText({
  title: { en: 'Deep clustering', zh: '深度聚类' },
  summary: {
    en: 'Learns a short code of each row and groups the codes, each made to suit the other.',
    zh: '学习每行的短编码并对编码分组，使两者相互适应。',
  },
  about: {
    en: 'K-means sees round groups in the features as they are. Here an **autoencoder** first learns a short code from which the features can be rebuilt, k-means groups the codes, and then code and centres are moved together until rows lie near one centre each (deep embedded clustering). It can follow bent shapes that no distance between features shows, and copes with many features that say the same.\n\nIt needs more rows than other methods (thousands rather than hundreds), takes longer, and **finds groups whether there are any or not**: what is drawn to centres lies near centres. So compare it with k-means, look at *Are the clusters real?*, and give names to nothing that another seed does not find again. The *certainty* is the row’s share of its centre; it tends to be high.\n\nThe figure shows how many rows changed their group in each epoch: it should fall towards 0. Choose few codes, and scale nothing: features are brought to one scale here.',
    zh: 'K 均值只能在原有特征中看到圆形的群体。这里先由**自编码器**学习能还原特征的短编码，再用 K 均值对编码分组，然后让编码与中心一起移动，直到各行都靠近某一个中心（深度嵌入聚类）。它能跟随特征距离看不出的弯曲形状，也能应付许多内容相同的特征。\n\n它需要比其他方法更多的行（数千而非数百），耗时更长，而且**不管有没有群体都会找出群体**：被拉向中心的自然靠近中心。因此请与 K 均值比较，看看“聚类是否真实？”，换个随机种子就找不到的组不要取名。*确定度*是该行对其中心的份额，往往偏高。\n\n图中显示每轮有多少行换了组，应逐渐降到 0。编码宜少；不必先缩放，特征会在这里统一尺度。',
  },
  inputs: clusteredRows,
  outputs: {
    ...clusterOutputs,
    codes: { en: 'Codes', zh: '编码' },
    refining: { en: 'Rows that changed groups', zh: '换组的行' },
    moved: { en: 'Changed in the last epoch', zh: '最后一轮换组占比' },
    agreement: { en: 'Agreement with k-means on the codes', zh: '与编码 K 均值的一致程度' },
  },
  parameters: {
    nClusters: clusterCount,
    codeSize: {
      label: { en: 'Code', zh: '编码长度' },
      help: { en: 'How many numbers stand for a row.', zh: '用多少个数代表一行。' },
    },
    features: clusterFeatures,
    hiddenLayers: {
      label: { en: 'Hidden layers', zh: '隐藏层数' },
      help: { en: 'Layers before the code, each half as wide as the one before.', zh: '编码之前的层数，逐层减半。' },
      advanced: true,
    },
    hiddenSize: {
      label: { en: 'Width', zh: '宽度' },
      help: { en: 'Width of the first hidden layer.', zh: '第一个隐藏层的宽度。' },
      advanced: true,
    },
    pretraining: {
      label: { en: 'Epochs of the code', zh: '编码训练轮数' },
      help: { en: 'How often all rows are seen while the code is learned.', zh: '学习编码时全部行看多少遍。' },
      advanced: true,
    },
    epochs: {
      label: { en: 'Epochs of refining', zh: '精调轮数' },
      help: {
        en: 'How often all rows are seen, at most, while code and centres move together.',
        zh: '编码与中心一起移动时，全部行最多看多少遍。',
      },
      advanced: true,
    },
    settled: {
      label: { en: 'Settled at', zh: '稳定标准' },
      help: {
        en: 'Refining ends once no larger share of rows changes its group.',
        zh: '换组的行占比不超过此值时结束精调。',
      },
      advanced: true,
    },
    batchSize: {
      label: { en: 'Batch', zh: '批大小' },
      help: { en: 'Rows that each step learns from.', zh: '每步学习多少行。' },
      advanced: true,
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How far each step goes.', zh: '每步走多远。' },
      advanced: true,
    },
  },
  columns: clusterColumns,
  messages: {
    coding: { en: 'learning the code', zh: '正在学习编码' },
    refining: { en: 'refining, epoch {epoch}', zh: '精调，第 {epoch} 轮' },
    encoding: { en: 'encoding rows', zh: '正在编码各行' },
    constant: { en: 'Left out, because its value never changes: {columns}', zh: '因取值不变而略去：{columns}' },
    unsettled: {
      en: 'After {epochs, number} epochs {moved} of the rows still changed their group: raise the epochs of refining.',
      zh: '{epochs, number} 轮之后仍有 {moved} 的行换组：请增加精调轮数。',
    },
    title: {
      en: '{moved} of the rows changed their group in the last of {epochs, plural, one {# epoch} other {# epochs}}',
      zh: '共 {epochs, number} 轮，最后一轮有 {moved} 的行换组',
    },
    titleForming: {
      en: 'Epoch {epochs, number}: {moved} of the rows changed their group',
      zh: '第 {epochs, number} 轮：{moved} 的行换组',
    },
    subtitle: {
      en: '{rows, number} rows, {clusters} clusters, codes of {code}',
      zh: '{rows, number} 行，{clusters} 个聚类，编码长度 {code}',
    },
    epoch: { en: 'Epoch', zh: '轮' },
    movedAxis: { en: 'Rows that changed', zh: '换组的行' },
    moved: { en: 'changed their group', zh: '换组占比' },
  },
});
