import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { ClienteleError } from '../../contract/errors.ts';
import type { Connection } from './connection.ts';

/** No stored chunk is longer: SQLite refuses blobs past 1 GB, and a damaged chunk should not take much with it. */
export const CHUNK_BYTES = 16 * 1024 * 1024;

/** Compressing less than this saves nothing. */
const WORTH_COMPRESSING = 128;

const fast = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 1024 * 1024 };

/** Node grows its output by `chunkSize`; one buffer of the right size saves most of the time. */
const whole = (bytes: number): { chunkSize: number; maxOutputLength: number } => ({
  chunkSize: Math.max(64, bytes),
  maxOutputLength: Math.max(64, bytes),
});

/** Writes bytes as checksummed chunks numbered from `first`, each compressed where that makes it smaller. */
export function* writeChunks(
  connection: Connection,
  hash: string,
  first: number,
  bytes: Uint8Array,
): Generator<number, number> {
  const insert = connection.sql(
    'INSERT INTO _clientele_artifacts (output_hash, chunk, codec, raw_bytes, crc, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  let chunk = first;
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    const raw = bytes.subarray(from, from + CHUNK_BYTES);
    const packed = raw.length < WORTH_COMPRESSING ? raw : zstdCompressSync(raw, fast);
    const stored = packed.length < raw.length ? packed : raw;
    insert.run(hash, chunk++, stored === raw ? 'raw' : 'zstd', raw.length, crc32(stored), stored);
    yield stored.length;
  }
  return chunk;
}

interface ChunkRow {
  readonly chunk: number;
  readonly codec: string;
  readonly raw_bytes: number;
  readonly crc: number;
  readonly bytes: Buffer;
}

/**
 * Reads chunks back, numbered from `first`, until `out` is full.
 *
 * @throws project-damaged where a chunk is missing or its checksum is wrong.
 */
export function readChunks<B extends ArrayBufferLike>(
  connection: Connection,
  hash: string,
  first: number,
  out: Uint8Array<B>,
): Uint8Array<B> {
  const select = connection.sql(
    'SELECT chunk, codec, raw_bytes, crc, bytes FROM _clientele_artifacts WHERE output_hash = ? AND chunk = ?',
  );
  let at = 0;
  for (let chunk = first; at < out.length; chunk++) {
    const row = select.get(hash, chunk) as ChunkRow | undefined;
    if (!row) throw damaged(connection, hash, chunk);
    if (crc32(row.bytes) !== row.crc || at + row.raw_bytes > out.length) throw damaged(connection, hash, chunk);
    out.set(unpack(row, connection, hash), at);
    at += row.raw_bytes;
  }
  return out;
}

/** Looks the chunks of an output through, one a step; false where one is missing or is not as it was stored. */
export function* areSound({ sql }: Connection, hash: string, bytes: number): Generator<number, boolean> {
  const select = sql('SELECT crc, bytes FROM _clientele_artifacts WHERE output_hash = ? AND chunk = ?');
  let read = 0;
  for (let chunk = 0; read < bytes; chunk++) {
    const row = select.get(hash, chunk) as Pick<ChunkRow, 'crc' | 'bytes'> | undefined;
    if (row?.crc !== crc32(row?.bytes ?? '')) return false;
    read += row.bytes.length;
    yield 0;
  }
  return read === bytes;
}

function unpack(row: ChunkRow, connection: Connection, hash: string): Uint8Array {
  if (row.codec === 'raw') return row.bytes;
  try {
    const bytes = zstdDecompressSync(row.bytes, whole(row.raw_bytes));
    if (bytes.length === row.raw_bytes) return bytes;
  } catch (thrown) {
    throw damaged(connection, hash, row.chunk, thrown);
  }
  throw damaged(connection, hash, row.chunk);
}

function damaged(connection: Connection, hash: string, chunk: number, cause?: unknown): ClienteleError {
  const place = `${hash.slice(0, 8)}.${chunk}`;
  const detail = {
    en: `a stored result does not have the bytes it was stored with (${place}). Run its panel again, or import the file again, to make it anew`,
    zh: `有一份已存结果的内容与存入时不符（${place}）。请重新运行对应的面板，或重新导入文件以重建该结果`,
  };
  return new ClienteleError('project-damaged', { path: connection.path, detail }, { cause });
}
