import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ClienteleError, type ErrorPayload } from '../../contract/errors.ts';
import { entryPath } from '../entry.ts';
import type { CancelSignal } from '../steps/context.ts';
import { writeScratch } from '../storage/scratch.ts';
import type { Table } from '../table/table.ts';
import { columnsOf, projectOrigins, type Origins } from './origins.ts';
import type { QueryLimits, QueryOrder, QueryReply } from './protocol.ts';
import { resultTable } from './result-table.ts';

/** A person's query. */
export interface QueryRequest {
  readonly projectPath: string;
  readonly sql: string;
  /** The names that it may read. */
  readonly tables: readonly string[];
  readonly signal: CancelSignal;
  readonly limits?: Partial<QueryLimits>;
}

/** What it gave. */
export interface QueryResult {
  readonly table: Table;
  /** The names that it read. */
  readonly tables: readonly string[];
}

const MB = 1024 * 1024;
const LIMITS: QueryLimits = { rows: 5_000_000, bytes: 1024 * MB, valueBytes: 64 * MB, memoryBytes: 3072 * MB };

/** A synchronous loop elsewhere sets the flag; this is how soon it is seen. */
const CANCEL_EVERY_MS = 25;

const TOO_MUCH_MEMORY = { en: 'it takes more memory than a query may', zh: '它占用的内存超过了查询的上限' };

/**
 * Runs a query in a process of its own, which may only read the given tables and which is killed to cancel it: SQLite
 * cannot be interrupted from outside a running statement.
 *
 * @throws sql-refused, sql-error, cancelled, file-not-found
 */
export async function runQuery({ projectPath, sql, tables, signal, limits }: QueryRequest): Promise<QueryResult> {
  signal.throwIfAborted();
  const origins = projectOrigins(projectPath);
  return runOn({ file: projectPath, sql, tables, limits: { ...LIMITS, ...limits } }, origins, signal);
}

/**
 * Runs a query on tables that belong to no project.
 *
 * @param tables by the name that the query calls them.
 * @throws sql-refused, sql-error, cancelled
 */
export async function queryTables(
  sql: string,
  tables: ReadonlyMap<string, Table>,
  signal: CancelSignal,
): Promise<Table> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'clientele-query-'));
  try {
    const file = path.join(folder, 'tables.db');
    writeScratch(file, tables, () => signal.throwIfAborted());
    const names = [...tables.keys()];
    const origins = new Map([...tables].map(([name, table]) => [name, columnsOf(table.info())]));
    return (await runOn({ file, sql, tables: names, limits: LIMITS }, origins, signal)).table;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a query on any database file. @param origins what is known of its tables. */
export async function runOn(order: QueryOrder, origins: Origins, signal: CancelSignal): Promise<QueryResult> {
  const reply = await ask(order, signal);
  if (!reply.ok) throw asError(reply.error);
  return { table: resultTable(reply.columns, origins), tables: reply.read };
}

const asError = ({ code, values }: ErrorPayload): ClienteleError => new ClienteleError(code, values);

/** What a plain process needs on each system; nothing that would change how Node starts. */
function childEnvironment(): NodeJS.ProcessEnv {
  const names = ['TZ', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function ask(order: QueryOrder, signal: CancelSignal): Promise<QueryReply> {
  return new Promise((resolve, reject) => {
    const child = fork(entryPath('sql/sql-process'), [], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      env: childEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const watch = setInterval(() => {
      if (!signal.aborted) return;
      finish(() => reject(new ClienteleError('cancelled')));
      child.kill('SIGKILL');
    }, CANCEL_EVERY_MS);
    let isDone = false;
    const finish = (settle: () => void): void => {
      if (isDone) return;
      isDone = true;
      clearInterval(watch);
      settle();
    };
    child.on('message', (reply: QueryReply) => finish(() => resolve(reply)));
    child.on('error', (error) => finish(() => reject(error)));
    child.on('exit', (code, killedBy) => {
      finish(() =>
        reject(
          new ClienteleError(
            'sql-refused',
            { detail: TOO_MUCH_MEMORY },
            { cause: new Error(`exit ${code ?? killedBy ?? ''}`) },
          ),
        ),
      );
    });
    child.send(order);
  });
}
