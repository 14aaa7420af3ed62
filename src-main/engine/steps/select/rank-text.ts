import { stepText } from '../define.ts';

/** The words of `select.rank`. */
export const rankText = stepText({
  title: { en: 'Rank features', zh: '特征排序' },
  summary: {
    en: 'Scores every feature in several ways and keeps the best.',
    zh: '用多种方法给每个特征打分，保留最好的。',
  },
  about: {
    en: 'With a **target**, features are scored by how much they say about it; without one, by how much they say about the shape of the data. Scores answer different questions, so look at several:\n\n- *Information gain*, *gain ratio*, *Gini* and *chi-square* look at numbers in bins; *Cramér’s V* is chi-square from 0 to 1.\n- *ANOVA F*, *eta squared* and *Fisher score* compare the means of the classes.\n- *Mutual information* and *distance correlation* also see curved relations; *Pearson* sees straight ones, *Spearman* rising ones.\n- *ReliefF* also finds features that only matter together.\n- *FCBF* and *mRMR* look at features beside each other: FCBF puts those that a stronger one covers behind (below 0), mRMR gives the order in which each next one adds most that is new.\n- *Lasso* is how strong a penalty must be to leave the feature out of a linear model; *forest* is how much its splits tell a forest of trees, *shuffling* how much worse that forest foretells rows it has not seen once the feature is shuffled.\n- *Laplacian score* (lower is better), *variance* and *share of a clustering* (how much of the feature lies between the groups of k-means) need no target.\n\n**Agreement** is the mean place over all scores; its interval comes from resampled rows (slow scores, such as forest and ReliefF, keep their place in it), and a wide one says that the place is luck. **Redundancy** shows which of the best features say the same.\n\nThe choice is kept in the model, so that new rows, and each fold of an evaluation, get the features that were chosen without them. *Keep*, *least score* and *likeness* together say which features are kept; the ranking says why each other one was not: its **place**, its **score**, or that it is **like** one that was kept. An outcome column stays beside them. Text columns with more than 100 different values are left out.',
    zh: '给出**目标**时，按特征能说明目标多少来打分；不给目标时，按特征反映数据形状多少来打分。各种得分回答不同的问题，请同时看几个：\n\n- *信息增益*、*增益率*、*基尼*和*卡方*把数值分箱来看；*克拉默 V* 是取值 0 到 1 的卡方。\n- *方差分析 F*、*η²* 和*费希尔得分*比较各类的均值。\n- *互信息*和*距离相关*还能看出曲线关系；*皮尔逊*看直线关系，*斯皮尔曼*看单调关系。\n- *ReliefF* 还能找出只有合在一起才有用的特征。\n- *FCBF* 和 *mRMR* 把特征放在一起看：FCBF 把已被更强特征覆盖的排到后面（小于 0），mRMR 给出每次增加新信息最多的次序。\n- *套索*表示惩罚要多强才会把该特征逐出线性模型；*森林*表示它的划分对树林有多大帮助，*打乱*表示把该特征打乱后，同一片森林对没见过的行预测变差多少。\n- *拉普拉斯得分*（越低越好）、*方差*和*聚类占比*（特征的差异有多少在 K 均值各组之间）不需要目标。\n\n**一致性**是各种得分的平均名次；区间来自对行的重抽样（森林、ReliefF 等较慢的得分在其中保持原名次），区间很宽说明名次靠运气。**冗余**显示最好的特征中哪些说的是同一件事。\n\n选择保存在模型里，新的行以及评估的每一折都使用不看它们而选出的特征。*保留个数*、*最低得分*和*相似限度*共同决定保留哪些特征；排序表说明其余特征为何没有保留：名次（place）、得分（score），或与已保留的相似（like）。结果列会一并保留。不同取值超过 100 个的文本列会被略过。',
  },
  inputs: { table: { en: 'Table', zh: '表' } },
  outputs: {
    selected: { en: 'Chosen features', zh: '选出的特征' },
    ranking: { en: 'Ranking', zh: '排序' },
    places: { en: 'Places', zh: '名次' },
    scores: { en: 'Scores side by side', zh: '得分对照' },
    redundancy: { en: 'Redundancy', zh: '冗余' },
    agreement: { en: 'Agreement of the scores', zh: '得分的一致程度' },
  },
  parameters: {
    target: {
      label: { en: 'Target', zh: '目标' },
      help: {
        en: 'The column that the features should say something about; none looks at the shape of the data.',
        zh: '特征要说明的列；不选则只看数据的形状。',
      },
    },
    treatAs: {
      label: { en: 'The target is', zh: '目标类型' },
      help: {
        en: 'Whole numbers with at most ten values count as classes unless you say otherwise.',
        zh: '不超过十个取值的整数默认视为类别，除非另行指定。',
      },
      options: {
        auto: { en: 'As it looks', zh: '自动判断' },
        classes: { en: 'Classes', zh: '类别' },
        number: { en: 'A number', zh: '数值' },
      },
    },
    features: {
      label: { en: 'Features', zh: '特征' },
      help: {
        en: 'The columns to score; all numbers, yes/no columns and short lists of texts where none is chosen.',
        zh: '要打分的列；不选则使用所有数值列、是否列和取值不多的文本列。',
      },
    },
    by: {
      label: { en: 'Choose by', zh: '选择依据' },
      help: {
        en: 'The score that decides which features are kept; it must suit the target.',
        zh: '决定保留哪些特征的得分，须与目标类型相符。',
      },
      options: {
        agreement: { en: 'Agreement of all', zh: '综合名次' },
        information_gain: { en: 'Information gain', zh: '信息增益' },
        gain_ratio: { en: 'Gain ratio', zh: '增益率' },
        gini: { en: 'Gini decrease', zh: '基尼减少' },
        chi_square: { en: 'Chi-square', zh: '卡方' },
        cramers_v: { en: 'Cramér’s V', zh: '克拉默 V' },
        anova_f: { en: 'ANOVA F', zh: '方差分析 F' },
        fisher: { en: 'Fisher score', zh: '费希尔得分' },
        relieff: { en: 'ReliefF', zh: 'ReliefF' },
        mutual_information: { en: 'Mutual information', zh: '互信息' },
        pearson: { en: 'Pearson, without sign', zh: '皮尔逊（取绝对值）' },
        spearman: { en: 'Spearman, without sign', zh: '斯皮尔曼（取绝对值）' },
        distance_correlation: { en: 'Distance correlation', zh: '距离相关' },
        eta_squared: { en: 'Eta squared', zh: 'η²' },
        variance: { en: 'Variance', zh: '方差' },
        laplacian: { en: 'Laplacian score', zh: '拉普拉斯得分' },
        fcbf: { en: 'FCBF', zh: 'FCBF' },
        mrmr: { en: 'mRMR', zh: 'mRMR' },
        lasso: { en: 'Lasso', zh: '套索' },
        forest: { en: 'Forest', zh: '森林' },
        permutation: { en: 'Shuffling', zh: '打乱' },
        cluster_share: { en: 'Share of a clustering', zh: '聚类占比' },
      },
    },
    keep: {
      label: { en: 'Keep', zh: '保留个数' },
      help: { en: 'How many of the best features to keep.', zh: '保留最好的多少个特征。' },
    },
    threshold: {
      label: { en: 'Least score', zh: '最低得分' },
      help: {
        en: 'Keep only features with at least this score by what is chosen by; by agreement, or where lower is better, with at most this. Any where it is empty.',
        zh: '只保留所选依据下得分不低于此值的特征；按综合名次或越低越好的得分时，为不高于此值。留空则不限。',
      },
      advanced: true,
    },
    likeness: {
      label: { en: 'Likeness', zh: '相似限度' },
      help: {
        en: 'Leave out a feature whose correlation of ranks (for words: association) with a better kept one reaches this; none where it is empty.',
        zh: '若某特征与更好的已保留特征的秩相关（文本为关联度）达到此值，则略去；留空则不略去。',
      },
      advanced: true,
    },
    nBins: {
      label: { en: 'Bins', zh: '分箱数' },
      help: { en: 'Into how many equally frequent bins numbers are cut.', zh: '把数值切成多少个等频的箱。' },
      advanced: true,
    },
    neighbours: {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: {
        en: 'How many nearest rows mutual information looks at; more are smoother.',
        zh: '互信息考察的最近行数；越多越平滑。',
      },
      advanced: true,
    },
    nResamples: {
      label: { en: 'Resamples', zh: '重抽样次数' },
      help: {
        en: 'How often rows are drawn again for the intervals of the places; 0 gives none.',
        zh: '为名次区间重抽样多少次；0 表示不计算。',
      },
      advanced: true,
    },
  },
  columns: {
    feature: { en: 'Feature', zh: '特征' },
    place: { en: 'Place', zh: '名次' },
    meanPlace: { en: 'Mean place', zh: '平均名次' },
    low: { en: 'Place, 5 %', zh: '名次 5%' },
    high: { en: 'Place, 95 %', zh: '名次 95%' },
    kept: { en: 'Kept', zh: '保留' },
    why: { en: 'Why', zh: '原因' },
    like: { en: 'Like', zh: '相似于' },
  },
  messages: {
    scoring: { en: 'Scoring by {score}', zh: '正在计算：{score}' },
    resampling: { en: 'Resample {n}', zh: '第 {n} 次重抽样' },
    sampled: {
      en: 'Scores that take long looked at {rows, number} of {all, number} rows, drawn at random: those of near rows, of features beside each other and of models.',
      zh: '较慢的得分（看近邻、看特征组合和用模型的）只看了随机抽取的 {rows, number} 行（共 {all, number} 行）。',
    },
    missing: {
      en: '{features, plural, one {# feature has} other {# features have}} missing values; each score left those rows out; ReliefF, the Laplacian score, lasso and the clustering put the mean.',
      zh: '有 {features, number} 个特征含缺失值；各项得分略过这些行；ReliefF、拉普拉斯得分、套索和聚类以均值代替。',
    },
    leftOut: {
      en: 'Left out, with more than 100 different texts: {columns}.',
      zh: '取值超过 100 种而略过的文本列：{columns}。',
    },
    placesTitle: { en: '{feature} says most about {target}', zh: '{feature}最能说明{target}' },
    placesTitleAlone: { en: '{feature} follows the shape of the data most', zh: '{feature}最能反映数据的形状' },
    placesSubtitle: {
      en: 'Mean place over {scores} scores and {rows, number} rows; lines from 5 % to 95 % of {n} resamples',
      zh: '{scores} 种得分、{rows, number} 行的平均名次；线段为 {n} 次重抽样的 5%–95%',
    },
    placesSubtitleAlone: {
      en: 'Mean place over {scores} scores and {rows, number} rows',
      zh: '{scores} 种得分、{rows, number} 行的平均名次',
    },
    scoresTitle: {
      en: 'The scores agree {agreement} about the order',
      zh: '各种得分对名次的一致程度为 {agreement}',
    },
    scoresSubtitle: {
      en: 'Each score from its worst (0) to its best (1) feature; agreement is Kendall’s W',
      zh: '每种得分从最差特征（0）到最好特征（1）；一致程度为肯德尔 W',
    },
    relative: { en: 'Relative score', zh: '相对得分' },
    redundancyTitle: { en: '{a} and {b} say nearly the same', zh: '{a}与{b}说的几乎是同一件事' },
    redundancyTitleNone: { en: 'No two of the best features say the same', zh: '最好的特征中没有两个重复' },
    redundancySubtitle: {
      en: 'Spearman correlation of the best {n} features, alike ones side by side',
      zh: '最好的 {n} 个特征之间的斯皮尔曼相关，相近的排在一起',
    },
    correlation: { en: 'Correlation', zh: '相关' },
  },
});

/** The scores by id, as `rankText` names them. */
export type ScoreId = Exclude<keyof (typeof rankText.source.parameters.by)['options'], 'agreement'>;

/** What a score is called. */
export const scoreLabel = (id: ScoreId) => ({ code: id, text: rankText.source.parameters.by.options[id] });

/** Why a feature was kept or not. */
export const whyNames = {
  kept: { en: 'kept', zh: '保留' },
  place: { en: 'its place', zh: '排位靠后' },
  score: { en: 'its score', zh: '得分太低' },
  like: { en: 'like one that was kept', zh: '与保留的特征相似' },
} as const;
