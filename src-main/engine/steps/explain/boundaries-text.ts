import { stepText } from '../define.ts';

/** The words of decision boundaries. */
export const boundariesText = stepText({
  title: { en: 'Decision boundaries', zh: '决策边界' },
  summary: {
    en: 'What a model says on the plane of two features, with the rows it is about.',
    zh: '模型在两个特征构成的平面上的判断，以及相应的数据点。',
  },
  about: {
    en: 'Paints the plane of two features by what the model says there, and draws rows over it in the colour of what they are. Where the colours meet lies the **decision boundary**. A logistic regression draws a straight line, a decision tree steps along the axes, nearest neighbours a ragged coast, a support vector machine with a curved kernel smooth islands: put several of these panels below one another and compare.\n\nA point in the wrong colour is a row that the model gets wrong. A boundary that bends around single points has learned them by heart; one that passes through the middle of a crowd is too stiff.\n\nWith more features than two, the others are held at their usual value (the median, or the most frequent category), and the rows drawn need not be usual in them: fit the model on two features alone for an honest picture.',
    zh: '按模型的判断为两个特征构成的平面上色，并用真实类别的颜色画出数据点。颜色交界处就是**决策边界**。逻辑回归画出直线，决策树沿坐标轴呈阶梯状，最近邻是参差的海岸线，带弯曲核函数的支持向量机则是平滑的岛屿：把几个这样的面板上下排列，便可比较。\n\n颜色不符的点是模型判断错误的行。绕着个别点弯曲的边界是死记硬背；从人群中间穿过的边界则过于僵硬。\n\n如果特征多于两个，其余特征固定在通常取值（中位数或最常见的类别），而画出的行未必如此：若要真实的图，请只用两个特征训练模型。',
  },
  parameters: {
    x: {
      label: { en: 'Across', zh: '横轴' },
      help: {
        en: 'A number that the model reads. Empty: the one that moves predictions most.',
        zh: '模型读取的一个数值特征。留空时取对预测影响最大的。',
      },
    },
    y: {
      label: { en: 'Up', zh: '纵轴' },
      help: {
        en: 'Another number that the model reads. Empty: the one that moves them most beside it.',
        zh: '模型读取的另一个数值特征。留空时取影响次大的。',
      },
    },
    nCells: {
      label: { en: 'Cells a side', zh: '每边格数' },
      help: { en: 'How finely the plane is asked about.', zh: '平面划分的精细程度。' },
    },
  },
  outputs: {
    points: { en: 'Rows', zh: '行' },
    plane: { en: 'Boundaries', zh: '边界' },
    right: { en: 'Rows in their own colour', zh: '颜色相符的行' },
  },
  columns: { actual: { en: 'Actual', zh: '实际' }, prediction: { en: 'Prediction', zh: '预测' } },
  messages: {
    title: {
      en: '“{told}” on {share} of the plane; {right} of the rows lie in their own colour',
      zh: '平面上 {share} 的区域判断为“{told}”；{right} 的行颜色相符',
    },
    titleUnknown: { en: '“{told}” on {share} of the plane', zh: '平面上 {share} 的区域判断为“{told}”' },
    subtitle: {
      en: '{method}; chance of “{told}” at {cells, number} places; {rows, plural, one {# row} other {# rows}}',
      zh: '{method}；在 {cells, number} 个位置上“{told}”的可能性；{rows, number} 行',
    },
    others: {
      en: 'The model reads {count, plural, one {1 other feature} other {# other features}}, held at the usual value: {names}.',
      zh: '模型还读取另外 {count, number} 个特征，已固定在通常取值：{names}。',
    },
    far: {
      en: '{count, plural, one {# row lies} other {# rows lie}} far beyond the others and beyond the plane drawn.',
      zh: '{count, number} 行远离其他行，位于所画平面之外。',
    },
    unknown: { en: 'unknown', zh: '未知' },
    notClasses: {
      en: 'boundaries lie between classes, and the model predicts a number',
      zh: '边界存在于类别之间，而该模型预测的是数值',
    },
    twoNumbers: { en: 'the model reads fewer than two numbers', zh: '模型读取的数值特征不足两个' },
    notRead: { en: 'the model does not read it as a number', zh: '模型不把它作为数值读取' },
    same: { en: 'both axes are the same', zh: '两个坐标轴相同' },
  },
});
