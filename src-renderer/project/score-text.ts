import { texts } from '../i18n/texts.ts';

/** The words of the dialog that has new data scored. */
export const scoreText = texts({
  open: { en: 'Score new data…', zh: '为新数据评分…' },
  openHelp: {
    en: 'Applies the model to raw orders or to a table of customers, and keeps the scores as a table or a file.',
    zh: '将模型应用于原始订单或顾客表，并把评分保存为表或文件。',
  },
  title: { en: 'Score new data: {model}', zh: '为新数据评分：{model}' },
  what: { en: 'What is to be scored', zh: '评分对象' },
  raw: { en: 'Raw data, as it was imported', zh: '原始数据（与导入时相同）' },
  rawHelp: {
    en: 'The panels above the model run again on it: what they learned stays as it was. A file takes the place of its dataset, so it holds all the orders that still count.',
    zh: '模型上方的面板会在新数据上重新运行，已学到的内容保持不变。文件将代替相应的数据集，因此应包含所有仍需计入的订单。',
  },
  table: { en: 'A file with the features that the model needs', zh: '含有模型所需特征的文件' },
  notRaw: { en: 'Not possible here. {why}', zh: '此处不可用。{why}' },
  tooOld: {
    en: 'The model was made before models kept what stands above them: run its panel again.',
    zh: '该模型生成时尚未保存其上方的面板，请重新运行其面板。',
  },
  asItIs: { en: 'as it is in the project', zh: '使用项目中的数据' },
  noFile: { en: 'no file chosen', zh: '未选择文件' },
  file: { en: 'File', zh: '文件' },
  choose: { en: 'Choose a file…', zh: '选择文件…' },
  chooseFor: { en: 'A file for “{name}”', zh: '选择“{name}”的文件' },
  clear: { en: 'Remove', zh: '移除' },
  asOf: { en: 'As of', zh: '评分日期' },
  asOfHelp: {
    en: 'Customers are described as they stood before this day. Empty: the day after the newest order.',
    zh: '按此日期之前的状态描述顾客。留空则为最新订单的次日。',
  },
  into: { en: 'Where the scores go', zh: '评分保存到' },
  project: { en: 'Into the project, as a table', zh: '保存为项目中的表' },
  projectHelp: {
    en: 'Tags and segments can be made from it; a table of that name is renewed, and live segments follow.',
    zh: '可据此生成标签和细分群体；同名的表会更新，动态细分群体随之更新。',
  },
  name: { en: 'Name of the table', zh: '表名' },
  badName: { en: 'Letters, digits and underscores, at most 60.', zh: '只能使用字母、数字和下划线，最多 60 个。' },
  toFile: { en: 'To a file', zh: '保存为文件' },
  save: { en: 'Where the predictions go', zh: '预测结果保存到' },
  cancel: { en: 'Cancel', zh: '取消' },
  score: { en: 'Score', zh: '评分' },
  gone: { en: 'This model is no longer kept. Run its panel again.', zh: '该模型已不再保留。请重新运行其面板。' },
});
