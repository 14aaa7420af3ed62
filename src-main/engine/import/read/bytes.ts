import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Encoding } from '../../../contract/import.ts';
import { asFileError } from '../../storage/file-errors.ts';
import { unreadable } from './fault.ts';

const CHUNK_BYTES = 1 << 20;
const GZIP_MARK = Buffer.from([0x1f, 0x8b]);

/** Told, while a file is read, which share of it is done. */
export type OnRead = (fraction: number) => void;

async function firstBytes(file: string, size: number): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw asFileError(thrown, file);
  }
}

/**
 * The bytes of a file, unpacked where it is compressed with gzip (by its first bytes, not by its name).
 *
 * @throws file-not-found; unreadable-file where the compression is broken.
 */
export async function* readBytes(file: string, onRead: OnRead = () => undefined): AsyncGenerator<Buffer> {
  const isPacked = (await firstBytes(file, 2)).equals(GZIP_MARK);
  const { size } = await stat(file);
  const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const unpacked = isPacked ? createGunzip({ chunkSize: CHUNK_BYTES }) : null;
  if (unpacked) {
    raw.on('error', (error) => unpacked.destroy(error));
    raw.pipe(unpacked);
  }
  try {
    for await (const chunk of (unpacked ?? raw) as AsyncIterable<Buffer>) {
      yield chunk;
      onRead(size > 0 ? Math.min(1, raw.bytesRead / size) : 1);
    }
  } catch (thrown) {
    const known = asFileError(thrown, file);
    if (known instanceof ClienteleError || !isPacked) throw known;
    throw unreadable(file, 'gzip', thrown);
  } finally {
    raw.destroy();
    unpacked?.destroy();
  }
}

/** The first bytes of a file, unpacked; at most as many as asked for. @throws file-not-found, unreadable-file */
export async function readHead(file: string, size: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let read = 0;
  for await (const chunk of readBytes(file)) {
    parts.push(chunk);
    read += chunk.length;
    if (read >= size) break;
  }
  return Buffer.concat(parts).subarray(0, size);
}

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The bytes of a file as UTF-8 without a byte order mark. What is no letter of its encoding becomes U+FFFD, but for UTF-8 itself. */
export async function* readUtf8(file: string, encoding: Encoding, onRead?: OnRead): AsyncGenerator<Uint8Array> {
  if (encoding !== 'utf-8') {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of readBytes(file, onRead))
      yield Buffer.from(decoder.decode(chunk, { stream: true }), 'utf8');
    yield Buffer.from(decoder.decode(), 'utf8');
    return;
  }
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of readBytes(file, onRead)) {
    if (!head) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < UTF8_MARK.length) continue;
      yield withoutMark(head);
      head = null;
    }
  }
  if (head) yield withoutMark(head);
}

const withoutMark = (head: Buffer): Buffer => (head.subarray(0, 3).equals(UTF8_MARK) ? head.subarray(3) : head);
