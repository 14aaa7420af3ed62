import { texts } from '../i18n/texts.ts';

/** The words around persona cards. */
export const cardsText = texts({
  who: { en: 'Cluster {cluster}', zh: '聚类 {cluster}' },
  group: { en: 'Group “{cluster}”', zh: '群体“{cluster}”' },
  sheet: { en: 'Sheet', zh: '导出画像页' },
  sheetHelp: { en: 'Write the cards as pages to print or send', zh: '把画像卡写成可打印或发送的页面' },
  table: { en: 'Show as table', zh: '以表格显示' },
  cards: { en: 'Show as cards', zh: '以画像卡显示' },
  csv: { en: 'Save the numbers (CSV)', zh: '保存数据（CSV）' },
  edit: { en: 'Edit', zh: '编辑' },
  editOne: { en: 'Edit the card “{name}”', zh: '编辑画像卡“{name}”' },
  select: { en: 'Select this group', zh: '选中该群体' },
  source: { en: '{value}, against {others}: show where it comes from', zh: '{value}，其他顾客为 {others}：查看来源' },
  sourceAlone: { en: '{value}: show where it comes from', zh: '{value}：查看来源' },
  others: { en: 'Others', zh: '其他顾客' },
  everyone: { en: 'Everyone', zh: '全体' },
  spread: { en: '5 %, 25 %, median, 75 % and 95 % of each side', zh: '两边各自的 5%、25%、中位数、75% 和 95%' },
  tested: {
    en: 'Cliff’s delta {effect}; a chance of {chance} under no difference',
    zh: 'Cliff delta {effect}；若无差别，出现的概率为 {chance}',
  },
  both: { en: '{spread} · {tested}', zh: '{spread} · {tested}' },
  sizes: { en: 'Share of customers by persona', zh: '各画像的顾客占比' },
  changedName: {
    en: 'You named this group when the numbers proposed “{was}”; now they propose “{now}”.',
    zh: '你命名时数据建议的名称是“{was}”，现在建议“{now}”。',
  },
  changedNumber: {
    en: 'The number has changed since this was written: {was} then, {now} now.',
    zh: '写下这句话后数字有变化：当时 {was}，现在 {now}。',
  },
  name: { en: 'Name', zh: '名称' },
  proposed: { en: 'Proposed: {text}', zh: '建议：{text}' },
  shown: { en: 'Show', zh: '显示' },
  done: { en: 'Done', zh: '完成' },
  cancel: { en: 'Cancel', zh: '取消' },
  back: { en: 'Back to the proposals', zh: '恢复建议' },
  keeps: {
    en: 'Your words stand in both languages, in tables and in reports. “Done” takes them as checked against the numbers of now.',
    zh: '自己的说法在两种语言、表格和报告中都会使用。点“完成”表示已按现在的数字核对过。',
  },
  nothing: { en: 'Every sentence of this card is hidden.', zh: '这张画像卡的句子都已隐藏。' },
});
