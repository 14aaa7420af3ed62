import { ClienteleError } from '../../contract/errors.ts';

/** A comment, a text, a quoted name, or the end of a statement; whatever is none of them is skipped. */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|;/g;
const COMMENTS = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

const NOTHING = { en: 'there is nothing to run', zh: '没有可执行的内容' };
const SEVERAL = { en: 'there is more than one statement', zh: '包含多条语句' };
const NOT_A_QUERY = { en: 'it does not begin with SELECT, WITH or VALUES', zh: '它不以 SELECT、WITH 或 VALUES 开头' };

/**
 * The one query in a text: SQLite itself would run the first statement and be silent about the rest.
 *
 * @throws sql-refused where there is none, more than one, or another kind of statement.
 */
export function singleQuery(sql: string): string {
  const ends = [...sql.matchAll(TOKEN)].filter(([token]) => token === ';').map(({ index }) => index);
  const parts = [0, ...ends.map((at) => at + 1)].map((from, i) => sql.slice(from, ends[i] ?? sql.length));
  const statements = parts.filter((part) => part.replace(COMMENTS, '').trim() !== '');
  const [statement = ''] = statements;
  if (statements.length === 0) throw new ClienteleError('sql-refused', { detail: NOTHING });
  if (statements.length > 1) throw new ClienteleError('sql-refused', { detail: SEVERAL });
  const bare = statement.replace(COMMENTS, ' ').trim();
  if (!/^(?:select|with|values|explain\s+query\s+plan)\b/i.test(bare))
    throw new ClienteleError('sql-refused', { detail: NOT_A_QUERY });
  return statement;
}
