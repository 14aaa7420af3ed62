import { stepText } from '../define.ts';
import { selectionMessages, selectionWords } from './selection-words.ts';

/** The words of `select.stability`. */
export const stabilityText = stepText({
  title: { en: 'Stability selection', zh: '稳定性选择' },
  summary: {
    en: 'Keeps features that are chosen again and again on halves of the rows, with a bound on how many are chosen by mistake.',
    zh: '在行的各个一半上反复选择，保留总被选中的特征，并限定误选的个数。',
  },
  about: {
    en: 'A single search chooses some features by luck. Here the rows are halved many times; on each half a **lasso** lets features in one by one, and those that are among the first in most of the halves are kept.\n\nWhat is special is the **promise**: on average no more features than you allow are kept by mistake. From it and the *share of halves* follows how many features each half may let in. *Shah & Samworth*’s bound promises the same with more features let in; *Meinshausen & Bühlmann*’s older one is more cautious.\n\nThe **paths** show how often each feature is among the first 1, 2, 3 … to enter: a feature that matters rises early and steeply, noise creeps up. Two features that say the same share their chances, and then neither may reach the limit: look at *Redundancy* in “Rank features” first. The lasso sees straight relations only; for others use “Boruta”. Classes are told apart by least squares, each against the rest.',
    zh: '单次搜索总会碰巧选中一些特征。这里多次把行分成两半，在每一半上用**套索**让特征逐个进入，保留在大多数半份中都最先进入的特征。\n\n它的特别之处是有**保证**：平均误选的特征不超过您允许的个数。由此和*半份占比*可算出每半份允许进入多少特征。*Shah & Samworth* 的界在同样的保证下允许更多特征进入；较早的 *Meinshausen & Bühlmann* 界更谨慎。\n\n**路径**显示每个特征有多常出现在最先进入的 1、2、3……个之中：重要的特征早早陡升，噪声缓慢爬升。内容相同的两个特征会分摊机会，可能都达不到界限：请先看“特征排序”中的*冗余*。套索只能看到线性关系，其他关系请用“Boruta”。类别用最小二乘区分，各类与其余相比。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    selected: { en: 'Chosen features', zh: '选出的特征' },
    choice: { en: 'Choice', zh: '选择' },
    frequencies: { en: 'How often each was chosen', zh: '被选中的频率' },
    paths: { en: 'Paths', zh: '路径' },
    nKept: { en: 'Features kept', zh: '保留的特征数' },
    mistaken: { en: 'Kept by mistake, at most', zh: '误选个数上限' },
  },
  parameters: {
    features: selectionWords.features,
    allowed: {
      label: { en: 'Mistakes allowed', zh: '允许误选' },
      help: {
        en: 'How many features may be kept by mistake, on average.',
        zh: '平均允许误选多少个特征。',
      },
    },
    cutoff: {
      label: { en: 'Share of halves', zh: '半份占比' },
      help: {
        en: 'In which share of the halves a feature must be among the first.',
        zh: '特征须在多大比例的半份中最先进入。',
      },
    },
    bound: {
      label: { en: 'Promise by', zh: '误选界' },
      help: {
        en: 'Which bound says how many features each half may let in.',
        zh: '用哪个界来决定每半份允许进入多少特征。',
      },
      options: {
        unimodal: { en: 'Shah & Samworth', zh: 'Shah & Samworth' },
        meinshausen: { en: 'Meinshausen & Bühlmann', zh: 'Meinshausen & Bühlmann' },
      },
      advanced: true,
    },
    nPairs: {
      label: { en: 'Halvings', zh: '对分次数' },
      help: { en: 'How often the rows are halved; both halves are used.', zh: '把行对分多少次；两半都会使用。' },
      advanced: true,
    },
    mostRows: selectionWords.mostRows,
  },
  columns: {
    feature: { en: 'Feature', zh: '特征' },
    frequency: { en: 'Share of halves', zh: '半份占比' },
    kept: { en: 'Kept', zh: '保留' },
  },
  messages: {
    ...selectionMessages,
    halving: { en: 'Halving {n}', zh: '第 {n} 次对分' },
    loose: {
      en: 'With {features, number} features even one a half may be mistaken more often than allowed: up to {bound} features are kept by mistake. Raise the share of halves.',
      zh: '只有 {features, number} 个特征时，即使每半份只让一个进入，误选也会超过允许：最多误选 {bound} 个。请提高半份占比。',
    },
    title: {
      en: '{kept, plural, =0 {No feature stands} one {# feature stands} other {# features stand}} in {cutoff} of the halves',
      zh: '有 {kept, number} 个特征在 {cutoff} 的半份中入选',
    },
    subtitle: {
      en: 'Among the first {q} to enter a lasso, in {halves} halves of {rows, number} rows; at most {bound} kept by mistake on average',
      zh: '在 {rows, number} 行的 {halves} 个半份中，最先进入套索的 {q} 个；平均误选至多 {bound} 个',
    },
    pathTitle: { en: '{feature} enters first most often', zh: '{feature}最常首先进入' },
    pathSubtitle: {
      en: 'How often a feature is among the first to enter; the mark is where features are chosen',
      zh: '特征出现在最先进入之列的频率；标记处为选择所用的个数',
    },
    entered: { en: 'Features let in', zh: '进入的特征数' },
    used: { en: 'used', zh: '所用' },
  },
});
