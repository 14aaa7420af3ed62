import type { ColumnRole } from './table.ts';
import type { Text } from './text.ts';

/** What column roles are called. */
export const roleNames: Readonly<Record<ColumnRole, Text>> = {
  customerId: { en: 'Customer id', zh: '顾客编号' },
  itemId: { en: 'Product id', zh: '商品编号' },
  orderId: { en: 'Order id', zh: '订单号' },
  time: { en: 'Time', zh: '时间' },
  quantity: { en: 'Quantity', zh: '数量' },
  price: { en: 'Unit price', zh: '单价' },
  amount: { en: 'Amount', zh: '金额' },
  discount: { en: 'Discount', zh: '折扣' },
  cost: { en: 'Cost', zh: '成本' },
  stock: { en: 'Stock', zh: '库存' },
  rating: { en: 'Rating', zh: '评分' },
  text: { en: 'Text', zh: '文本' },
  itemName: { en: 'Product name', zh: '商品名称' },
  category: { en: 'Category', zh: '类别' },
  customerName: { en: 'Customer name', zh: '顾客姓名' },
  place: { en: 'Place', zh: '地区' },
  channel: { en: 'Channel', zh: '渠道' },
  eventType: { en: 'Kind of event', zh: '事件类型' },
  treatment: { en: 'Treatment', zh: '实验分组' },
  outcome: { en: 'Outcome', zh: '结果' },
  sessionId: { en: 'Session id', zh: '会话编号' },
  birthDate: { en: 'Birth date', zh: '出生日期' },
  contact: { en: 'Contact', zh: '联系方式' },
  picture: { en: 'Picture', zh: '图片' },
};
