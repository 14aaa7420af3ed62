import { stepText } from '../define.ts';
import { selectionWords } from './selection-words.ts';

/** The words of `select.search`. */
export const searchText = stepText({
  title: { en: 'Search features', zh: '搜索特征' },
  summary: {
    en: 'Finds the few features with which a model predicts as well as with all.',
    zh: '找出少量特征，使模型的预测与使用全部特征一样好。',
  },
  about: {
    en: 'Scores look at features; this asks a **model**. Sets of features are tried, each on rows that the model has not learned from, and the figure shows the quality by the number of features. Where the curve is flat, fewer do as well.\n\n- *Elimination* fits on all features, drops the least important one, fits again, and so on, in each fold and then on all rows. It is the quickest.\n- *Forward* begins with none and adds the one that helps most; it finds small sets that work together, and fits many more models.\n- *Backward* begins with all and drops the one that is missed least.\n\nThe **model** is any chain that ends with a predictor; its steps are fitted inside the folds. Of several, the first that can predict the target serves. Importance is the size of the coefficients, or what shuffling a column costs where a model has none.\n\nThe best of many sets looks better than it is: *within an error of the best* takes the fewest features that do nearly as well and is less swayed by luck, and the quality of the choice must be judged on other rows: put this step in a chain and compare it in “Compare predictors”, which repeats the search within each fold.',
    zh: '得分只看特征，这里则询问**模型**：尝试多组特征，每组都在模型没有学过的行上检验，图中显示质量随特征个数的变化。曲线平坦之处，更少的特征同样好。\n\n- *逐个淘汰*：用全部特征拟合，去掉最不重要的一个，再拟合，如此反复；先在每一折中进行，再在全部行上进行。最快。\n- *向前*：从零开始，每次加入帮助最大的一个；能找到配合得好的小集合，但要拟合多得多的模型。\n- *向后*：从全部开始，每次去掉最不可惜的一个。\n\n**模型**可以是任何以预测模型结尾的链，其中的步骤都在各折内拟合；有多条链时，使用第一条能预测该目标的。重要性取系数的大小；没有系数的模型则看打乱该列的损失。\n\n众多集合中最好的那个看起来总比实际好：*与最好相差不超过误差*取效果相近的最少特征，较少受运气影响；选择的质量必须用其他行来评判：把本步骤放进链中，在“比较预测模型”里比较，它会在每一折内重新搜索。',
  },
  inputs: { table: { en: 'Table', zh: '表' }, models: { en: 'Model', zh: '模型' } },
  outputs: {
    selected: { en: 'Chosen features', zh: '选出的特征' },
    order: { en: 'Order of features', zh: '特征次序' },
    rounds: { en: 'Quality by number of features', zh: '各特征数的质量' },
    curve: { en: 'Quality curve', zh: '质量曲线' },
    quality: { en: 'Quality of the choice', zh: '所选特征的质量' },
    nKept: { en: 'Features kept', zh: '保留的特征数' },
  },
  parameters: {
    features: selectionWords.features,
    method: {
      label: { en: 'Search', zh: '搜索方式' },
      help: { en: 'In which order sets of features are tried.', zh: '以怎样的次序尝试特征集合。' },
      options: {
        elimination: { en: 'Elimination', zh: '逐个淘汰' },
        forward: { en: 'Forward', zh: '向前' },
        backward: { en: 'Backward', zh: '向后' },
      },
    },
    choose: {
      label: { en: 'Take', zh: '选取' },
      help: { en: 'Which number of features to keep.', zh: '保留多少个特征。' },
      options: {
        best: { en: 'The best', zh: '最好的' },
        fewest: { en: 'The fewest within an error of the best', zh: '与最好相差不超过误差的最少个数' },
      },
    },
    nFeatures: {
      label: { en: 'Number of features', zh: '特征个数' },
      help: {
        en: 'Keep so many, whatever the curve says; the curve decides where it is empty. Forward and backward search no further.',
        zh: '不论曲线如何都保留这么多；留空则由曲线决定。向前和向后搜索到此为止。',
      },
    },
    mostRows: selectionWords.mostRows,
  },
  columns: {
    feature: { en: 'Feature', zh: '特征' },
    place: { en: 'Place', zh: '名次' },
    kept: { en: 'Kept', zh: '保留' },
    size: { en: 'Features', zh: '特征数' },
    quality: { en: 'Quality', zh: '质量' },
    deviation: { en: 'Deviation over folds', zh: '各折的标准差' },
    members: { en: 'Which', zh: '哪些' },
  },
  messages: {
    leftOut: {
      en: 'Left out, with more than 100 different texts: {columns}.',
      zh: '取值超过 100 种而略过的文本列：{columns}。',
    },
    sampled: {
      en: 'Searched on {rows, number} of {all, number} rows, drawn at random.',
      zh: '在随机抽取的 {rows, number} 行（共 {all, number} 行）上搜索。',
    },
    fitting: { en: '{n, number} sets of features fitted', zh: '已拟合 {n, number} 组特征' },
    noModel: { en: 'none of the models can predict “{column}”', zh: '没有模型可以预测“{column}”' },
    title: {
      en: '{kept, plural, one {# feature of} other {# features of}} {all, number}: {metric} {quality}',
      zh: '{all, number} 个特征中的 {kept, number} 个：{metric} {quality}',
    },
    titleForming: { en: '{n, number} sets of features fitted', zh: '已拟合 {n, number} 组特征' },
    subtitle: {
      en: '{model}, {folds} folds of {rows, number} rows; the band is one standard deviation',
      zh: '{model}，{rows, number} 行分 {folds} 折；区间为一个标准差',
    },
    nFeatures: { en: 'Features', zh: '特征数' },
    kept: { en: 'kept', zh: '保留' },
  },
});
