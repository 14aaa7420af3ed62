import { stepText } from '../define.ts';

/** The words of `recommend.preview`. */
export const previewText = stepText({
  title: { en: 'Preview recommendations', zh: '预览推荐' },
  summary: {
    en: 'Puts what customers bought beside what they are recommended, with reasons.',
    zh: '把顾客买过的商品与推荐的商品及理由并排展示。',
  },
  about: {
    en: 'Numbers say which recommender finds more; only looking says whether its lists make sense. This panel shows, for a typical customer of each group (or a few drawn at random), the newest purchases beside the recommendations, each with its reason. Ask it about any other **customer** or **group**: it answers at once.\n\nConnect a table of recommendations, or a fitted recommender, which is then asked on the spot. Connect two or three models to see their lists **side by side**; a table stands in place of the first.\n\n**What if** shows how a list would change had a customer bought something else, without fitting anything again. **Look up a product** lists who would be recommended it and what its customers also have; *lift* is how many times more often than among everyone. A **group** is shown with what sets it apart (lift) and whom to approach. **What gets seen** compares what best-sellers and the long tail get of purchases and of recommendations.\n\nThe typical customer of a group is the one it is most certain of; without certainties, the one whose number of different items is the median.',
    zh: '数字能说明哪种方法找到的更多，但只有亲眼看才知道推荐是否合理。本面板为每个群体中一位典型顾客（或随机抽取的几位）把最近的购买与推荐并排展示，并附上理由。也可以询问任何其他**顾客**或**群体**，立即得到回答。\n\n可连接推荐结果表，或连接已训练的推荐模型，由它现场回答。连接两三个模型可**并排**比较；结果表代替第一个模型。\n\n**假如**展示顾客买了别的商品时列表会怎样变化，无需重新训练。**查看商品**列出会得到该推荐的顾客及其顾客还拥有的商品；*提升*表示比全体高出多少倍。**群体**会显示其突出之处（提升）以及可以向谁推荐。**商品曝光**比较畅销品与长尾在购买和推荐中各占多少。\n\n群体的典型顾客是归属最确定的那位；没有确定度时，取购买商品种数为中位数的那位。',
  },
  inputs: {
    interactions: { en: 'Interactions', zh: '交互记录' },
    recommendations: { en: 'Recommendations', zh: '推荐结果' },
    model: { en: 'Recommender', zh: '推荐模型' },
    clusters: { en: 'Groups', zh: '群体' },
  },
  outputs: {
    history: { en: 'What they bought', zh: '买过的商品' },
    recommendations: { en: 'What they are recommended', zh: '推荐的商品' },
    byCluster: { en: 'Recommendations by group', zh: '各群体的推荐' },
    exposure: { en: 'What gets seen', zh: '商品曝光' },
  },
  parameters: {
    clusterColumn: {
      label: { en: 'Group column', zh: '群体列' },
      help: {
        en: 'Which column says the group. Empty: “cluster”, else the first that is no key.',
        zh: '表示群体的列。留空则用“cluster”，否则用第一个非主键列。',
      },
    },
    nCustomers: {
      label: { en: 'Customers', zh: '顾客数' },
      help: { en: 'How many to show where no groups are connected.', zh: '未连接群体时展示多少位顾客。' },
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
    cluster: { en: 'Look up a group', zh: '查看群体' },
    find: { en: 'Find customers', zh: '查找顾客' },
    whatIf: { en: 'What if', zh: '假如' },
    product: { en: 'Look up a product', zh: '查看商品' },
    catalogue: { en: 'What gets seen', zh: '商品曝光' },
    customerField: { en: 'Customer', zh: '顾客' },
    add: { en: 'Had also bought', zh: '假如还买过' },
    remove: { en: 'Had not bought', zh: '假如没买过' },
    listLength: { en: 'List length', zh: '推荐数量' },
  },
  columns: {
    cluster: { en: 'Group', zh: '群体' },
    customer_id: { en: 'Customer', zh: '顾客' },
    item_id: { en: 'Item', zh: '商品' },
    item_name: { en: 'Name', zh: '名称' },
    orders: { en: 'Orders', zh: '订单数' },
    quantity: { en: 'Quantity', zh: '件数' },
    last_bought: { en: 'Last bought', zh: '最近购买' },
    rank: { en: 'Rank', zh: '名次' },
    score: { en: 'Score', zh: '得分' },
    reason: { en: 'Reason', zh: '理由' },
    reason_en: { en: 'Reason', zh: '理由' },
    reason_zh: { en: 'Reason', zh: '理由' },
    customers: { en: 'Customers', zh: '顾客数' },
    share: { en: 'Share', zh: '占比' },
    lift: { en: 'Lift against everyone', zh: '相对全体的提升' },
    rank_before: { en: 'Rank now', zh: '现在的名次' },
    model: { en: 'Model', zh: '模型' },
  },
  messages: {
    'customer-found': {
      en: '{customer}: {items, plural, =0 {no purchases} one {# item bought} other {# items bought}}, {recommended, plural, =0 {nothing to recommend} one {# recommendation} other {# recommendations}}',
      zh: '{customer}：买过 {items, number} 种商品，{recommended, number} 条推荐',
    },
    'customer-in-cluster': { en: 'Group {cluster}', zh: '群体 {cluster}' },
    'customer-unknown': {
      en: 'There is no customer “{customer}” in these interactions.',
      zh: '这些交互记录中没有顾客“{customer}”。',
    },
    'cluster-found': {
      en: 'Group {cluster}: {customers, plural, one {# customer} other {# customers}}, counted from {sampled, number} of them',
      zh: '群体 {cluster}：{customers, number} 位顾客，统计了其中 {sampled, number} 位',
    },
    'cluster-unknown': { en: 'There is no group “{cluster}”.', zh: '没有群体“{cluster}”。' },
    'no-clusters': { en: 'No groups are connected.', zh: '没有连接群体。' },
    'customers-found': {
      en: '{count, plural, =0 {No customer} one {# customer} other {# customers}} with “{find}”',
      zh: '包含“{find}”的顾客有 {count, number} 位',
    },
    'all-customers': {
      en: '{count, plural, =0 {No customer} one {# customer} other {# customers}}',
      zh: '共 {count, number} 位顾客',
    },
    'by-cluster-title': {
      en: '“{item}” sets group {cluster} apart: {share} of its customers are recommended it, {other} of the others',
      zh: '“{item}”最能区分群体 {cluster}：其 {share} 的顾客得到该推荐，其他顾客为 {other}',
    },
    'by-cluster-rows': {
      en: 'Share of the customers of a group who are recommended an item, from up to {sampled, number} customers each',
      zh: '各群体中得到某商品推荐的顾客占比，每个群体最多统计 {sampled, number} 位顾客',
    },
    'by-cluster-summary': {
      en: 'Heat map of {items, number} items by {clusters, plural, one {# group} other {# groups}}.',
      zh: '{items, number} 件商品与 {clusters, number} 个群体的热力图。',
    },
    share: { en: 'Share of customers', zh: '顾客占比' },
    'recommended-by': { en: 'Recommended: {model}', zh: '推荐：{model}' },
    'bought-by-cluster': { en: 'What its customers bought', zh: '其顾客买过的商品' },
    'recommended-to-cluster': { en: 'What its customers are recommended', zh: '向其顾客推荐的商品' },
    'whom-to-approach': { en: 'Whom to approach with “{item}”', zh: '可以向谁推荐“{item}”' },
    'needs-model': {
      en: 'Connect a fitted recommender: a stored table cannot say what would be.',
      zh: '请连接已训练的推荐模型：已存的结果表无法回答假设。',
    },
    'new-customer': {
      en: 'There is no customer “{customer}” in these interactions: shown as someone new.',
      zh: '这些交互记录中没有顾客“{customer}”：按新顾客显示。',
    },
    'items-unknown': { en: 'No product is called {items}.', zh: '没有名为{items}的商品。' },
    'with-items': { en: 'Had they also bought {items}', zh: '假如还买过{items}' },
    'without-items': { en: 'Had they not bought {items}', zh: '假如没买过{items}' },
    'list-changed': {
      en: 'With {items, plural, =0 {nothing bought} one {# item bought} other {# items bought}}: {n, plural, =0 {nothing new in the list} one {# item is new in the list} other {# items are new in the list}}',
      zh: '买过 {items, number} 种商品时：列表中有 {n, number} 件新商品',
    },
    'list-after': { en: 'The list then', zh: '届时的列表' },
    'list-lost': { en: 'No longer in it', zh: '不再出现' },
    'item-unknown': { en: 'No product is called “{item}”.', zh: '没有名为“{item}”的商品。' },
    'item-found': {
      en: '{item} ({id}): bought by {customers, plural, one {# customer} other {# customers}}, {share} of all',
      zh: '{item}（{id}）：{customers, number} 位顾客买过，占 {share}',
    },
    wishers: {
      en: '{n, plural, =0 {No one} one {# customer} other {# customers}} would be recommended it{asked, plural, =0 {} other {, of up to # likely ones who do not have it}}',
      zh: '{n, number} 位顾客会得到该推荐{asked, plural, =0 {} other {（在至多 # 位可能的未购顾客中）}}',
    },
    'who-wants': { en: 'Who would want it', zh: '谁会想要' },
    'goes-with': { en: 'What goes with it', zh: '与之搭配的商品' },
    bought: { en: 'Bought', zh: '购买' },
    recommended: { en: 'Recommended', zh: '推荐' },
    'the-lists': { en: 'The lists', zh: '推荐列表' },
    'share-of-all': { en: 'Share of all', zh: '占全部的比例' },
    'exposure-title': {
      en: 'The best-selling {groups, plural, =10 {tenth of items} other {part of # of the items}} gets {bought} of purchases and {recommended} of recommendations; the less-sold half {tailBefore} and {tail}',
      zh: '最畅销的 1/{groups, number} 商品占购买的 {bought}、推荐的 {recommended}；销量较低的一半分别占 {tailBefore} 和 {tail}',
    },
    'exposure-rows': {
      en: '{items, number} items by how many customers have them, lists of {sampled, number} of {all, plural, one {# customer} other {# customers}}',
      zh: '{items, number} 件商品按顾客数排列，统计 {all, number} 位顾客中 {sampled, number} 位的列表',
    },
    'exposure-summary': {
      en: 'Bars of {groups, number} groups of items, from best-sellers to the long tail: the first gets {bought} of purchases and {recommended} of recommendations.',
      zh: '{groups, number} 组商品的条形图，从畅销到长尾：第一组占购买的 {bought}、推荐的 {recommended}。',
    },
    'exposure-group': { en: '{from}–{to}', zh: '{from}–{to}' },
    'exposure-said': {
      en: '{model}: {shown} of the catalogue shown to someone; how unevenly (Gini): {before} bought, {after} recommended',
      zh: '{model}：展示了目录的 {shown}；不均程度（Gini）：购买 {before}，推荐 {after}',
    },
    'nothing-shown': { en: 'Nothing is recommended to anyone.', zh: '没有向任何人推荐商品。' },
  },
});
