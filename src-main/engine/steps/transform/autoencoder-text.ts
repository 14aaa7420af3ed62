import { stepText } from '../define.ts';

/** The words of `transform.autoencoder`. */
export const autoencoderText = stepText({
  title: { en: 'Autoencoder', zh: '自编码器' },
  summary: {
    en: 'Learns a few numbers that say most of what all features say, bent relations included.',
    zh: '学习用少数几个数概括所有特征的内容，包括非线性关系。',
  },
  about: {
    en: 'A neural network squeezes each row through a narrow layer, its **code**, and must rebuild the row from that alone. What the code keeps is what rows have in common; unlike principal components it also follows bent relations. Cluster the **codes** in place of many features that say the same.\n\nThe **reconstruction error** of a row tells how unlike the others it is: high errors are rare mixtures of features, and *worst feature* says which one is most out of place.\n\nFeatures are brought to mean 0 and standard deviation 1 inside; take long tails away first (*Scale*, suited to each column). A share of the rows is set aside to judge each epoch, and the weights of the best one are kept. Compare **variance rebuilt** with the variance that as many principal components explain: where it is no higher, take those. Codes have no natural order, sign or unit.\n\nA training that was cancelled or cut short goes on where it stopped when the panel runs again.',
    zh: '神经网络把每一行压缩到一个很窄的层（即**编码**），再仅凭编码还原整行。编码保留的是各行的共同结构；与主成分不同，它也能捕捉非线性关系。可以用**编码**代替许多含义重复的特征来聚类。\n\n一行的**重建误差**说明它与其他行有多不同：误差高的是少见的特征组合，*最不符的特征*指出最反常的一项。\n\n特征会在内部换算为均值 0、标准差 1；长尾特征请先处理（“缩放”，按列的类型）。会留出一部分行来评判每一轮，并保留最好一轮的权重。请把**还原的方差**与同样个数的主成分所解释的方差相比：若没有更高，用主成分即可。编码没有天然的顺序、正负或单位。\n\n训练被取消或意外中断后，再次运行面板会从中断处继续。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    codes: { en: 'Codes', zh: '编码' },
    errors: { en: 'Reconstruction errors', zh: '重建误差' },
    loss: { en: 'Loss curve', zh: '损失曲线' },
    validationLoss: { en: 'Validation loss', zh: '验证损失' },
    explained: { en: 'Variance rebuilt', zh: '还原的方差' },
    epochs: { en: 'Epochs', zh: '训练轮数' },
  },
  parameters: {
    codeSize: {
      label: { en: 'Code size', zh: '编码长度' },
      help: {
        en: 'How many numbers a row is squeezed into; never more than there are features.',
        zh: '每行压缩成多少个数，不会超过特征数。',
      },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The columns to learn; all number columns where none is chosen.',
        zh: '要学习的列；不选则使用所有数值列。',
      },
    },
    hiddenLayers: {
      label: { en: 'Hidden layers', zh: '隐藏层数' },
      help: {
        en: 'Layers before the code, each half as wide as the one before, and as many after it. 0: principal components, learned.',
        zh: '编码之前的层数，每层宽度减半；之后有同样多层。0 层相当于学得的主成分。',
      },
    },
    hiddenSize: {
      label: { en: 'First hidden layer', zh: '第一隐藏层宽度' },
      help: { en: 'How wide the first hidden layer is.', zh: '第一个隐藏层的单元数。' },
    },
    epochs: {
      label: { en: 'Epochs', zh: '训练轮数' },
      help: { en: 'At most so many passes over the rows.', zh: '最多遍历所有行的次数。' },
    },
    patience: {
      label: { en: 'Patience', zh: '耐心轮数' },
      help: {
        en: 'Training ends after so many epochs without a better validation loss; 0: never early.',
        zh: '验证损失连续这么多轮没有改善就停止；0 表示不提前停止。',
      },
    },
    validationShare: {
      label: { en: 'Rows set aside', zh: '留出比例' },
      help: { en: 'The share of rows that judges each epoch.', zh: '用来评判每一轮的行所占比例。' },
      slider: true,
    },
    batchSize: {
      label: { en: 'Batch size', zh: '批大小' },
      help: { en: 'Rows that one step of training looks at.', zh: '每一步训练查看的行数。' },
      advanced: true,
    },
    learningRate: {
      label: { en: 'Learning rate', zh: '学习率' },
      help: { en: 'How far one step of training goes at most.', zh: '每一步训练的最大步幅。' },
      advanced: true,
    },
    schedule: {
      label: { en: 'Course of the rate', zh: '学习率变化' },
      help: {
        en: 'How the learning rate goes over the epochs; it always rises over the first one.',
        zh: '学习率随轮数的变化方式；第一轮内总是逐渐升高。',
      },
      options: {
        constant: { en: 'Constant', zh: '不变' },
        cosine: { en: 'Falling along a cosine', zh: '余弦下降' },
        step: { en: 'Halved every tenth of the epochs', zh: '每过十分之一减半' },
      },
      advanced: true,
    },
    dropout: {
      label: { en: 'Dropout', zh: '随机失活' },
      help: {
        en: 'The share of hidden values that each step of training leaves out, against learning rows by heart.',
        zh: '每步训练随机略去的隐藏值比例，防止死记硬背。',
      },
      advanced: true,
      slider: true,
    },
    l2: {
      label: { en: 'L2', zh: 'L2 正则' },
      help: { en: 'How strongly weights are drawn to zero.', zh: '把权重拉向零的力度。' },
      advanced: true,
    },
  },
  columns: {
    error: { en: 'Reconstruction error', zh: '重建误差' },
    worst_feature: { en: 'Worst feature', zh: '最不符的特征' },
  },
  messages: {
    code: { en: 'Code {n}', zh: '编码 {n}' },
    epoch: {
      en: 'Epoch {epoch, number} of at most {epochs, number}',
      zh: '第 {epoch, number} 轮，最多 {epochs, number} 轮',
    },
    encoding: { en: 'Encoding rows', zh: '正在编码各行' },
    constant: {
      en: 'Left out, because {n, plural, one {its value never changes} other {their values never change}}: {columns}',
      zh: '以下 {n, number} 列的值从不变化，未使用：{columns}',
    },
    lossTitle: {
      en: 'The loss on rows set aside is lowest in epoch {epoch, number}: {loss}',
      zh: '留出行的损失在第 {epoch, number} 轮最低：{loss}',
    },
    lossTitlePlain: {
      en: 'The loss reaches {loss} in epoch {epoch, number}',
      zh: '损失在第 {epoch, number} 轮达到 {loss}',
    },
    lossSubtitle: {
      en: 'Mean squared error of features scaled to variance 1; {training, number} rows trained on, {validation, number} set aside',
      zh: '特征换算为方差 1 后的均方误差；训练 {training, number} 行，留出 {validation, number} 行',
    },
    lossSummary: {
      en: 'A line over {epochs, plural, one {# epoch} other {# epochs}}: the loss falls from {first} to {loss}.',
      zh: '{epochs, number} 轮的折线：损失从 {first} 降到 {loss}。',
    },
    epochAxis: { en: 'Epoch', zh: '轮' },
    lossAxis: { en: 'Loss', zh: '损失' },
    trainingLoss: { en: 'Training', zh: '训练' },
    validationSeries: { en: 'Set aside', zh: '留出' },
    best: { en: 'Best', zh: '最好' },
  },
});
