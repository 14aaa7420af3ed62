import { stepText } from '../define.ts';

/** The words of `recommend.preview`. */
export const previewText = stepText({
  title: { en: 'Preview recommendations', zh: '预览推荐' },
  summary: {
    en: 'Puts what customers bought beside what they are recommended, with reasons.',
    zh: '把顾客买过的商品与推荐的商品及理由并排展示。',
  },
  about: {
    en: 'Numbers say which recommender finds more; only looking says whether its lists make sense. This panel shows, for a typical customer of each cluster (or a few drawn at random), the newest purchases beside the recommendations, each with its reason. Ask it about any other **customer** or **cluster**: it answers at once.\n\nConnect a table of recommendations, or a fitted recommender, which is then asked on the spot.\n\nThe typical customer of a cluster is the one it is most certain of; without certainties, the one whose number of different items is the median.',
    zh: '数字能说明哪种方法找到的更多，但只有亲眼看才知道推荐是否合理。本面板为每个聚类中一位典型顾客（或随机抽取的几位）把最近的购买与推荐并排展示，并附上理由。也可以询问任何其他**顾客**或**聚类**，立即得到回答。\n\n可连接推荐结果表，或连接已训练的推荐模型，由它现场回答。\n\n聚类的典型顾客是归属最确定的那位；没有确定度时，取购买商品种数为中位数的那位。',
  },
  inputs: {
    interactions: { en: 'Interactions', zh: '交互记录' },
    recommendations: { en: 'Recommendations', zh: '推荐结果' },
    model: { en: 'Recommender', zh: '推荐模型' },
    clusters: { en: 'Clusters', zh: '聚类' },
  },
  outputs: {
    history: { en: 'What they bought', zh: '买过的商品' },
    recommendations: { en: 'What they are recommended', zh: '推荐的商品' },
    byCluster: { en: 'Recommendations by cluster', zh: '各聚类的推荐' },
  },
  parameters: {
    clusterColumn: {
      label: { en: 'Cluster column', zh: '聚类列' },
      help: {
        en: 'Which column says the cluster. Empty: “cluster”, else the first that is no key.',
        zh: '表示聚类的列。留空则用“cluster”，否则用第一个非主键列。',
      },
    },
    nCustomers: {
      label: { en: 'Customers', zh: '顾客数' },
      help: { en: 'How many to show where no clusters are connected.', zh: '未连接聚类时展示多少位顾客。' },
    },
    historyLength: {
      label: { en: 'Purchases shown', zh: '显示的购买数' },
      help: { en: 'How many of a customer’s newest items to show.', zh: '显示顾客最近购买的多少件商品。' },
    },
    topK: {
      label: { en: 'Recommendations shown', zh: '显示的推荐数' },
      help: { en: 'How many recommendations to show a customer.', zh: '每位顾客显示多少条推荐。' },
    },
  },
  questions: {
    customer: { en: 'Look up a customer', zh: '查看顾客' },
    cluster: { en: 'Look up a cluster', zh: '查看聚类' },
    find: { en: 'Find customers', zh: '查找顾客' },
  },
  columns: {
    cluster: { en: 'Cluster', zh: '聚类' },
    customer_id: { en: 'Customer', zh: '顾客' },
    item_id: { en: 'Item', zh: '商品' },
    item_name: { en: 'Name', zh: '名称' },
    orders: { en: 'Orders', zh: '订单数' },
    quantity: { en: 'Quantity', zh: '件数' },
    last_bought: { en: 'Last bought', zh: '最近购买' },
    rank: { en: 'Rank', zh: '名次' },
    score: { en: 'Score', zh: '得分' },
    reason: { en: 'Reason', zh: '理由' },
    reason_en: { en: 'Reason (English)', zh: '理由（英文）' },
    reason_zh: { en: 'Reason (Chinese)', zh: '理由（中文）' },
    customers: { en: 'Customers', zh: '顾客数' },
    share: { en: 'Share', zh: '占比' },
  },
  messages: {
    'customer-found': {
      en: '{customer}: {items, plural, =0 {no purchases} one {# item bought} other {# items bought}}, {recommended, plural, =0 {nothing to recommend} one {# recommendation} other {# recommendations}}',
      zh: '{customer}：买过 {items, number} 种商品，{recommended, number} 条推荐',
    },
    'customer-in-cluster': { en: 'Cluster {cluster}', zh: '聚类 {cluster}' },
    'customer-unknown': {
      en: 'There is no customer “{customer}” in these interactions.',
      zh: '这些交互记录中没有顾客“{customer}”。',
    },
    'cluster-found': {
      en: 'Cluster {cluster}: {customers, plural, one {# customer} other {# customers}}, counted from {sampled, number} of them',
      zh: '聚类 {cluster}：{customers, number} 位顾客，统计了其中 {sampled, number} 位',
    },
    'cluster-unknown': { en: 'There is no cluster “{cluster}”.', zh: '没有聚类“{cluster}”。' },
    'no-clusters': { en: 'No clusters are connected.', zh: '没有连接聚类。' },
    'customers-found': {
      en: '{count, plural, =0 {No customer} one {# customer} other {# customers}} with “{find}”',
      zh: '包含“{find}”的顾客有 {count, number} 位',
    },
    'by-cluster-title': {
      en: '“{item}” sets cluster {cluster} apart: {share} of its customers are recommended it, {other} of the others',
      zh: '“{item}”最能区分聚类 {cluster}：其 {share} 的顾客得到该推荐，其他顾客为 {other}',
    },
    'by-cluster-rows': {
      en: 'Share of the customers of a cluster who are recommended an item, from up to {sampled, number} customers each',
      zh: '各聚类中得到某商品推荐的顾客占比，每个聚类最多统计 {sampled, number} 位顾客',
    },
    'by-cluster-summary': {
      en: 'Heat map of {items, number} items by {clusters, plural, one {# cluster} other {# clusters}}.',
      zh: '{items, number} 件商品与 {clusters, number} 个聚类的热力图。',
    },
    share: { en: 'Share of customers', zh: '顾客占比' },
  },
});
