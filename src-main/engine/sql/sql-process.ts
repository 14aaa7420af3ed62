import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { ClienteleError, invariant, toErrorPayload, type ErrorPayload } from '../../contract/errors.ts';
import { authorizer, type Authorizer } from './authorizer.ts';
import { collect } from './collect.ts';
import type { QueryOrder, QueryReply } from './protocol.ts';
import { singleQuery } from './statement.ts';

/** How long a query waits for a writer that checkpoints. */
const BUSY_TIMEOUT_MS = 5000;
const CACHE_KB = 65_536;
const MAX_SQL_BYTES = 1_000_000;
const SQLITE_TOOBIG = 18;

/**
 * Watches the memory of this process from a thread of its own, which a query cannot keep busy, and ends the process
 * where it takes too much: SQLite has no limit on memory that this build could set.
 */
function watchMemory(limit: number): void {
  const code = `const { workerData } = require('node:worker_threads');
    setInterval(() => { if (process.memoryUsage.rss() > workerData) process.kill(process.pid, 'SIGKILL'); }, 20);`;
  new Worker(code, { eval: true, workerData: limit }).unref();
}

function open({ file, limits }: QueryOrder): DatabaseSync {
  const db = new DatabaseSync(file, {
    readOnly: true,
    timeout: BUSY_TIMEOUT_MS,
    enableForeignKeyConstraints: false,
    limits: { length: limits.valueBytes, sqlLength: MAX_SQL_BYTES, attach: 0, variableNumber: 0 },
  });
  db.exec(`PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${CACHE_KB}`);
  return db;
}

const TOO_LONG = { en: 'a text or blob in it would be longer than {mb} MB', zh: '其中的文本或数据块会超过 {mb} MB' };

function asPayload(thrown: unknown, guard: Authorizer | null, order: QueryOrder): ErrorPayload {
  if (thrown instanceof ClienteleError) return thrown.toPayload();
  if (guard?.denied) return { code: 'sql-refused', values: { detail: guard.denied } };
  if (!(thrown instanceof Error)) return toErrorPayload(thrown);
  const isTooLong = 'errcode' in thrown && thrown.errcode === SQLITE_TOOBIG;
  if (!isTooLong) return { code: 'sql-error', values: { detail: thrown.message } };
  const mb = String(Math.round(order.limits.valueBytes / 1e6));
  return {
    code: 'sql-refused',
    values: { detail: { en: TOO_LONG.en.replace('{mb}', mb), zh: TOO_LONG.zh.replace('{mb}', mb) } },
  };
}

function answer(order: QueryOrder): QueryReply {
  let guard: Authorizer | null = null;
  try {
    const query = singleQuery(order.sql);
    const db = open(order);
    try {
      guard = authorizer(db, order.tables);
      guard.enforce();
      const { columns, nRows } = collect(db.prepare(query), order.limits);
      return { ok: true, columns, nRows, read: [...guard.read] };
    } finally {
      // Closed before the answer goes out: whoever closes the project next is then the last, and tidies its log away.
      db.close();
    }
  } catch (thrown) {
    return { ok: false, error: asPayload(thrown, guard, order) };
  }
}

invariant(process.send, 'the SQL process has a parent');
process.on('disconnect', () => process.exit());
process.once('message', (order: QueryOrder) => {
  watchMemory(order.limits.memoryBytes);
  process.send?.(answer(order), () => process.exit());
});
