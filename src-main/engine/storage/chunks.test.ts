import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../maths/random.ts';
import { CHUNK_BYTES, readChunks, writeChunks } from './chunks.ts';
import { connectForWriting, type Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';

let folder = '';
let connection: Connection;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'clientele-chunks-'));
  connection = connectForWriting(path.join(folder, 'a.clientele'));
  migrate(connection, migrations);
});
afterAll(() => {
  connection.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (hash: string, bytes: Uint8Array): void => {
  for (const written of writeChunks(connection, hash, 0, bytes)) expect(written).toBeLessThanOrEqual(CHUNK_BYTES);
};
const read = (hash: string, size: number): Uint8Array => readChunks(connection, hash, 0, new Uint8Array(size));
const rowsOf = (hash: string): { codec: string; raw_bytes: number; size: number }[] =>
  connection
    .sql(
      'SELECT codec, raw_bytes, length(bytes) AS size FROM _clientele_artifacts WHERE output_hash = ? ORDER BY chunk',
    )
    .all(hash) as never;

it('cuts bytes into chunks of 16 MB, compressed only where that makes them smaller', () => {
  const random = seededRandom(8);
  const noise = new Uint8Array(CHUNK_BYTES + 1000).map(() => random.integer(256));
  const bytes = new Uint8Array(noise.length + CHUNK_BYTES);
  bytes.set(noise);
  write('mixed', bytes);
  expect(rowsOf('mixed').map(({ codec, raw_bytes: raw }) => [codec, raw])).toEqual([
    ['raw', CHUNK_BYTES],
    ['zstd', CHUNK_BYTES],
    ['zstd', 1000],
  ]);
  expect(rowsOf('mixed')[1]!.size).toBeLessThan(10_000);
  expect(Buffer.from(read('mixed', bytes.length)).equals(Buffer.from(bytes))).toBe(true);
});

it('refuses a chunk that is missing, or whose bytes are not those that were stored', () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, i) => i % 7);
  for (const spoil of [
    `DELETE FROM _clientele_artifacts WHERE output_hash = 'spoiled'`,
    `UPDATE _clientele_artifacts SET bytes = zeroblob(length(bytes)) WHERE output_hash = 'spoiled'`,
    `UPDATE _clientele_artifacts SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE output_hash = 'spoiled'`,
    `UPDATE _clientele_artifacts SET raw_bytes = raw_bytes + 1 WHERE output_hash = 'spoiled'`,
    `UPDATE _clientele_artifacts SET crc = crc + 1 WHERE output_hash = 'spoiled'`,
  ]) {
    connection.db.exec(`DELETE FROM _clientele_artifacts WHERE output_hash = 'spoiled'`);
    write('spoiled', bytes);
    expect(Buffer.from(read('spoiled', 5000)).equals(Buffer.from(bytes))).toBe(true);
    connection.db.exec(spoil);
    expect(() => read('spoiled', 5000), spoil).toThrow(expect.objectContaining({ code: 'project-damaged' }));
  }
});
