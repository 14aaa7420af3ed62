import { stepText } from '../define.ts';
import { mapColumns } from '../project/map-words.ts';

/** The words of `recommend.space`. */
export const spaceText = stepText({
  title: { en: 'Map of items and customers', zh: '商品与顾客地图' },
  summary: {
    en: 'Shows how a recommender sees the catalogue: what it takes for alike lies together, and customers amid what they have.',
    zh: '展示推荐模型眼中的商品目录：它认为相似的商品靠在一起，顾客位于所购商品之间。',
  },
  about: {
    en: 'For every item the recommender is asked what it would show to someone who has that item alone. Items beside which it shows the same lie near each other; a customer lies amid the items of their history, as the model weighs them. The strongest directions of this space become columns (truncated singular value decomposition), and a plane map is laid out by UMAP, items first and customers among them.\n\nIt works with any fitted recommender, since only its lists are read. Use it to see what the model has learned (baby goods apart from garden tools?), which niches of the catalogue have no customers, and where a segment stands. The columns `axis_1` … can be clustered like any features: groups of items by taste, groups of customers by what they would like.\n\n**Distances across the whole map say little**, as on every such map: trust near neighbours. A recommender that shows everyone the same, such as *Popular items*, has no space to show.',
    zh: '对每件商品，询问推荐模型会向只拥有该商品的人展示什么。展示内容相同的商品彼此靠近；顾客位于其历史商品之间，权重与模型一致。该空间最强的方向成为列（截断奇异值分解），再由 UMAP 布局成平面图：先放商品，再把顾客放入其中。\n\n适用于任何已训练的推荐模型，因为只读取它的列表。可以用来看模型学到了什么（母婴用品是否与园艺工具分开？）、目录中哪些角落没有顾客、某个细分群体位于哪里。`axis_1` 等列可像其他特征一样聚类：按口味给商品分组，按偏好给顾客分组。\n\n与所有此类地图一样，**整张图上的远距离意义不大**，应相信近邻。向所有人展示相同商品的模型（如“热门商品”）没有可展示的空间。',
  },
  inputs: {
    interactions: { en: 'Interactions', zh: '交互记录' },
    model: { en: 'Recommender', zh: '推荐模型' },
    products: { en: 'Products', zh: '商品' },
    clusters: { en: 'Clusters', zh: '聚类' },
  },
  outputs: {
    map: { en: 'Items', zh: '商品' },
    customerMap: { en: 'Customers', zh: '顾客' },
    items: { en: 'Places of items', zh: '商品位置' },
    customers: { en: 'Places of customers', zh: '顾客位置' },
    trust: { en: 'Trustworthiness', zh: '可信度' },
  },
  parameters: {
    clusterColumn: {
      label: { en: 'Cluster column', zh: '聚类列' },
      help: { en: 'What colours the customers.', zh: '用来给顾客着色的列。' },
    },
    nAxes: {
      label: { en: 'Directions', zh: '方向数' },
      help: { en: 'How many directions of the space become columns.', zh: '空间的多少个方向成为列。' },
    },
    nShown: {
      label: { en: 'List length', zh: '列表长度' },
      help: { en: 'How far the list beside each item is read.', zh: '每件商品旁的列表读取到第几位。' },
      advanced: true,
    },
    nNeighbours: {
      label: { en: 'Neighbours', zh: '近邻数' },
      help: {
        en: 'How many items count as near on the map: few show detail, many the whole.',
        zh: '地图上多少件商品算作相邻：少则看细节，多则看整体。',
      },
      advanced: true,
    },
  },
  columns: {
    item_id: { en: 'Item', zh: '商品' },
    item_name: { en: 'Name', zh: '名称' },
    category: { en: 'Category', zh: '类别' },
    customer_id: { en: 'Customer', zh: '顾客' },
    cluster: { en: 'Cluster', zh: '聚类' },
    buyers: { en: 'Customers', zh: '顾客数' },
    ...{ map_x: mapColumns.x, map_y: mapColumns.y },
    axis: { en: 'Direction {n}', zh: '方向 {n}' },
  },
  messages: {
    placing: { en: 'Laying out the items', zh: '正在布局商品' },
    flat: {
      en: 'This recommender shows nearly the same beside every item, so that the map says nothing. Connect one that learns from histories.',
      zh: '该推荐模型在每件商品旁展示的内容几乎相同，地图没有意义。请连接能从历史中学习的模型。',
    },
    fewItems: {
      en: 'There are {items, plural, =0 {no items} one {# item} other {# items}}: too few for a map.',
      zh: '只有 {items, number} 件商品，不足以绘制地图。',
    },
    items: {
      en: 'Items beside which the same is shown lie together: {trust} trustworthy',
      zh: '展示内容相同的商品靠在一起：可信度 {trust}',
    },
    itemsSubtitle: {
      en: '{items, number} items in {axes, number} directions, laid out by UMAP',
      zh: '{items, number} 件商品，{axes, number} 个方向，由 UMAP 布局',
    },
    customers: { en: 'Customers lie amid what they have', zh: '顾客位于所购商品之间' },
    customersSubtitle: {
      en: '{customers, number} customers on the map of the items',
      zh: '商品地图上的 {customers, number} 位顾客',
    },
  },
});
