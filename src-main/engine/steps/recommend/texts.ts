import { stepText } from '../define.ts';

/** The words that every recommender shares. */
export const recommenderText = stepText({
  title: { en: 'Recommendations', zh: '推荐' },
  summary: { en: 'Recommends items to customers.', zh: '向顾客推荐商品。' },
  about: { en: 'What every recommender shares.', zh: '所有推荐方法共有的部分。' },
  inputs: {
    interactions: { en: 'Interactions', zh: '交互记录' },
    customers: { en: 'Customers to recommend to', zh: '要推荐的顾客' },
    products: { en: 'Products', zh: '商品' },
    features: { en: 'What customers are like', zh: '顾客特征' },
  },
  outputs: {
    recommendations: { en: 'Recommendations', zh: '推荐结果' },
    coverage: { en: 'Share of items recommended to someone', zh: '被推荐到的商品占比' },
    served: { en: 'Share of customers with a recommendation', zh: '获得推荐的顾客占比' },
    items: { en: 'Most recommended items', zh: '推荐最多的商品' },
  },
  parameters: {
    topK: {
      label: { en: 'List length', zh: '推荐数量' },
      help: { en: 'How many items to recommend to each customer.', zh: '为每位顾客推荐多少件商品。' },
    },
    excludeSeen: {
      label: { en: 'Only items not bought before', zh: '只推荐没买过的' },
      help: { en: 'Leaves out what a customer has bought already.', zh: '不推荐顾客已经买过的商品。' },
    },
    excludeItems: {
      label: { en: 'Never recommend', zh: '从不推荐' },
      help: {
        en: 'Item ids to leave out, beside the codes that the dataset marks as no products (postage, fees).',
        zh: '要排除的商品编号；数据集中标记为非商品的代码（邮费、手续费等）总会排除。',
      },
      advanced: true,
    },
    nReasons: {
      label: { en: 'Reasons shown', zh: '显示的理由数' },
      help: {
        en: 'How many reasons of a score stand alone; all others are added up. With 0 no reasons are written, which keeps very large lists small.',
        zh: '单独列出的理由数，其余合并为一项。设为 0 时不写理由，可缩小很大的结果表。',
      },
      advanced: true,
    },
  },
  columns: {
    customer_id: { en: 'Customer', zh: '顾客' },
    rank: { en: 'Rank', zh: '名次' },
    item_id: { en: 'Item', zh: '商品' },
    item_name: { en: 'Name', zh: '名称' },
    score: { en: 'Score', zh: '得分' },
    reason: { en: 'Reason', zh: '理由' },
  },
  messages: {
    'rows-missing': {
      en: '{count, plural, one {# row has} other {# rows have}} no customer or no item and {count, plural, one {was} other {were}} left out.',
      zh: '有 {count, number} 行没有顾客或商品，已略过。',
    },
    'rows-returned': {
      en: '{count, plural, one {# row has} other {# rows have}} a quantity of zero or less and {count, plural, one {was} other {were}} left out.',
      zh: '有 {count, number} 行的数量小于或等于零，已略过。',
    },
    'rows-not-products': {
      en: '{count, plural, one {# row is} other {# rows are}} about codes that are no products; these are never recommended.',
      zh: '有 {count, number} 行属于非商品代码，这些代码不会被推荐。',
    },
    'rows-unknown': {
      en: '{count, plural, one {# row is} other {# rows are}} about items that the model has never seen.',
      zh: '有 {count, number} 行的商品是模型从未见过的。',
    },
    'customers-unserved': {
      en: '{count, plural, one {# customer gets} other {# customers get}} no recommendation: their history says nothing about other items.',
      zh: '有 {count, number} 位顾客没有得到推荐：其历史记录无法推断其他商品。',
    },
    writing: { en: 'Writing the lists', zh: '正在写出推荐结果' },
    'most-recommended': {
      en: '“{item}” is recommended most: to {count, number} of {total, plural, one {# customer} other {# customers}}',
      zh: '“{item}”被推荐最多：{total, number} 位顾客中有 {count, number} 位',
    },
    'most-recommended-rows': { en: 'Items by how many lists they are in', zh: '各商品出现在多少位顾客的推荐中' },
    'most-recommended-summary': {
      en: 'Bars of the {shown, plural, one {item} other {# items}} recommended most. First: {items}.',
      zh: '推荐最多的 {shown, number} 件商品的条形图。前几名：{items}。',
    },
    customers: { en: 'Customers', zh: '顾客数' },
    'because-one': { en: 'Because they have “{a}”', zh: '因为他们有“{a}”' },
    'because-two': {
      en: 'Because they have “{a}” ({pa}) and “{b}” ({pb})',
      zh: '因为他们有“{a}”（{pa}）和“{b}”（{pb}）',
    },
    'because-more': {
      en: 'Because they have “{a}” ({pa}), “{b}” ({pb}) and {n} more',
      zh: '因为他们有“{a}”（{pa}）、“{b}”（{pb}）及其他 {n} 件商品',
    },
    'rated-well': { en: 'Rated well by everyone', zh: '大家评价都高' },
    'rated-one': { en: 'Fits what they gave “{a}”', zh: '符合他们对“{a}”的评分' },
    'rated-two': {
      en: 'Fits what they gave “{a}” ({pa}) and “{b}” ({pb})',
      zh: '符合他们对“{a}”（{pa}）和“{b}”（{pb}）的评分',
    },
    'rated-more': {
      en: 'Fits what they gave “{a}” ({pa}), “{b}” ({pb}) and {n} more',
      zh: '符合他们对“{a}”（{pa}）、“{b}”（{pb}）及其他 {n} 件商品的评分',
    },
    'no-ratings': { en: 'none has a rating above zero', zh: '没有一行带有大于零的评分' },
  },
});
