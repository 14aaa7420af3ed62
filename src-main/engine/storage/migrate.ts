import { copyFileSync, constants, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import { APPLICATION_ID, type Connection } from './connection.ts';

/** The format version of a file: how many migrations it has had. */
export const formatOf = ({ db }: Connection): number => db.pragma('user_version', { simple: true }) as number;

/** Where the copy from before a migration goes: beside the file, under a name that is free. */
export function copyName(path: string, format: number): string {
  const stem = basename(path).replace(/\.clientele$/, '');
  const name = (n: number): string => join(dirname(path), `${stem}.before-v${format}${n > 1 ? `-${n}` : ''}.clientele`);
  let n = 1;
  while (existsSync(name(n))) n++;
  return name(n);
}

/**
 * Brings a file to the newest format, each migration in a transaction of its own, after a copy where there was something
 * to lose.
 *
 * @returns the path of the copy, or null where none was needed. @throws project-newer
 */
export function migrate(connection: Connection, migrations: readonly string[]): string | null {
  const { db, path } = connection;
  const from = formatOf(connection);
  if (from > migrations.length)
    throw new ClienteleError('project-newer', { path, got: String(from), known: String(migrations.length) });
  if (from === migrations.length) return null;
  let copy: string | null = null;
  if (from > 0) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    copy = copyName(path, migrations.length);
    copyFileSync(path, copy, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
  for (let format = from; format < migrations.length; format++) {
    db.transaction(() => {
      db.exec(migrations[format] ?? '');
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${format + 1}`);
    }).exclusive();
  }
  return copy;
}
