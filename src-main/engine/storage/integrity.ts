import { crc32 } from 'node:zlib';
import { definitionTables } from './definition-rows.ts';
import type { Connection } from './connection.ts';
import { damaged } from './inspect-file.ts';
import { fileSize } from './snapshot.ts';

/** Up to this size a whole file is looked through each time it is opened; it takes about a tenth of a second. */
const ALWAYS_CHECKED_BYTES = 64 * 1024 * 1024;

const MAX_PROBLEMS = 20;

const BROKEN = { en: 'its inner structure is broken', zh: '文件内部结构已损坏' };

function requireSound(connection: Connection, argument: string): void {
  const [first] = connection.db.pragma(`quick_check(${argument})`) as { quick_check: string }[];
  if (first?.quick_check !== 'ok') throw damaged(connection.path, BROKEN, new Error(first?.quick_check));
}

/**
 * Looks a file through when it is opened: all of it where it is small, otherwise what the person defined; stored results
 * are checked when they are read.
 *
 * @param thoroughly all of it whatever its size, as after a crash.
 * @throws project-damaged
 */
export function checkOnOpen(connection: Connection, thoroughly: boolean): void {
  if (thoroughly || fileSize(connection) <= ALWAYS_CHECKED_BYTES) requireSound(connection, '1');
  else for (const { sql } of Object.values(definitionTables)) requireSound(connection, sql);
}

/** Looks through everything, stored results too; what is wrong, in SQLite's words and by chunk; empty where all is well. */
export async function findProblems(connection: Connection): Promise<string[]> {
  const { db, sql } = connection;
  const rows = db.pragma(`integrity_check(${MAX_PROBLEMS})`) as { integrity_check: string }[];
  const problems = rows.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  const chunks = sql(
    'SELECT output_hash AS hash, chunk FROM _clientele_artifacts ORDER BY output_hash, chunk',
  ).all() as { hash: string; chunk: number }[];
  const read = sql('SELECT crc, bytes FROM _clientele_artifacts WHERE output_hash = ? AND chunk = ?');
  for (const { hash, chunk } of chunks) {
    const row = read.get(hash, chunk) as { crc: number; bytes: Buffer } | undefined;
    if (row && crc32(row.bytes) !== row.crc) problems.push(`${hash.slice(0, 8)}.${chunk}`);
    if (problems.length >= MAX_PROBLEMS) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return problems;
}
