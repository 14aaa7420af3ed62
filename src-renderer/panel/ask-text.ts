import { texts } from '../i18n/texts.ts';

/** The words of asking a step. */
export const askText = texts({
  question: { en: 'Question', zh: '问题' },
  fill: { en: 'Fill in the fields to get an answer.', zh: '填写后即可得到答案。' },
  asking: { en: 'Asking…', zh: '正在查询…' },
  answer: { en: 'Answer', zh: '答案' },
  nothing: { en: 'No answer.', zh: '没有答案。' },
  noRows: { en: 'No rows.', zh: '没有数据行。' },
});
