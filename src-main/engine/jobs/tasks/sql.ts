import { SQL_OUTPUT } from '../outputs.ts';
import type { TaskTools } from '../perform.ts';
import { partsOf } from '../../storage/table-parts.ts';
import type { Task, TaskResults } from '../protocol.ts';
import { runQuery } from '../../sql/query.ts';

/** Runs a person's query in the SQL process, which is killed to cancel it. */
export async function runSql(task: Extract<Task, { kind: 'sql' }>, tools: TaskTools): Promise<TaskResults['sql']> {
  const { table } = await runQuery({
    projectPath: task.projectPath,
    sql: task.sql,
    tables: task.tables,
    signal: tools.signal,
  });
  return { outputs: { [SQL_OUTPUT]: { kind: 'table', table: partsOf(table) } } };
}
