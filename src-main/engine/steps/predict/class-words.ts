import type { Text } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import type { TargetInfo } from './predictor.ts';

/** What models call the two classes of a flag. */
export const FLAG_WORDS: Readonly<Record<'yes' | 'no', Text>> = {
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
};

/**
 * What a class is called inside a sentence: those of a flag are words, others stand as they are.
 *
 * @param table the rows that the sentence is about; without the target among them nobody knows that it is a flag.
 */
export function classWords(name: string, { column }: Pick<TargetInfo, 'column'>, table: Table): string | Text {
  const isFlag = table.find(column)?.type === 'boolean';
  return isFlag && (name === 'yes' || name === 'no') ? FLAG_WORDS[name] : name;
}
