import { texts } from '../i18n/texts.ts';

/** The words of going through customers with a merchant. */
export const merchantText = texts({
  show: { en: 'Show to the merchant', zh: '给商家看' },
  customer: { en: 'Customer {customer}', zh: '顾客 {customer}' },
  place: { en: '{n, number} of {all, number}', zh: '第 {n, number} 位，共 {all, number} 位' },
  before: { en: 'Customer before', zh: '上一位顾客' },
  next: { en: 'Next customer', zh: '下一位顾客' },
  goTo: { en: 'Go to a customer', zh: '查找顾客' },
  close: { en: 'Back to the notebook', zh: '返回笔记本' },
  looking: { en: 'Looking…', zh: '正在查看…' },
  match: { en: 'Match', zh: '匹配度' },
  none: { en: 'Nothing here.', zh: '这里没有内容。' },
});
