import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { FileFault } from '../fault.ts';

/** One file inside a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly headerAt: number;
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
/** The end record lies before a comment of at most 64 kB. */
const END_SEARCH_BYTES = 22 + 0xffff;
const MAX_DIRECTORY_BYTES = 64 << 20;
const ENCRYPTED = 1;
const ZIP64 = 0xffffffff;

/** What an archive may grow to: beyond this much, at more than this rate, it is a bomb and no workbook. */
const BOMB_BYTES = 128 << 20;
const BOMB_RATIO = 300;

async function bytesAt(handle: FileHandle, position: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, position);
  return buffer.subarray(0, bytesRead);
}

/** The files in an archive, by its directory. @throws FileFault. */
export async function readZipDirectory(file: string): Promise<ZipEntry[]> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const tailSize = Math.min(size, END_SEARCH_BYTES);
    const tail = await bytesAt(handle, size - tailSize, tailSize);
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== END_MARK) end--;
    if (end < 0) throw new FileFault('the archive is cut off', '文件不完整');
    const directorySize = tail.readUInt32LE(end + 12);
    const directoryAt = tail.readUInt32LE(end + 16);
    if (directorySize > MAX_DIRECTORY_BYTES || directoryAt + directorySize > size)
      throw new FileFault('the archive is damaged', '文件已损坏');
    return parseDirectory(await bytesAt(handle, directoryAt, directorySize));
  } finally {
    await handle.close();
  }
}

function parseDirectory(directory: Buffer): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + 46 <= directory.length;) {
    if (directory.readUInt32LE(at) !== ENTRY_MARK) throw new FileFault('the archive is damaged', '文件已损坏');
    const nameSize = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameSize);
    const packedBytes = directory.readUInt32LE(at + 20);
    const headerAt = directory.readUInt32LE(at + 42);
    if (directory.readUInt16LE(at + 8) & ENCRYPTED)
      throw new FileFault('it is protected by a password', '它有密码保护');
    if (packedBytes === ZIP64 || headerAt === ZIP64) throw new FileFault('it is larger than 4 GB', '它大于 4 GB');
    entries.push({ name, method: directory.readUInt16LE(at + 10), packedBytes, headerAt });
    at += 46 + nameSize + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * The bytes of a file in an archive, unpacked as they are asked for.
 *
 * @throws FileFault, among them an archive that grows without end.
 */
export async function* readZipEntry(
  file: string,
  entry: ZipEntry,
  onRead: (fraction: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const handle = await open(file);
  const header = await bytesAt(handle, entry.headerAt, 30).finally(() => handle.close());
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_MARK)
    throw new FileFault('the archive is damaged', '文件已损坏');
  if (entry.method !== 0 && entry.method !== 8)
    throw new FileFault('the archive is packed in an unknown way', '它的压缩方式未知');
  if (entry.packedBytes === 0) return;
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const raw = createReadStream(file, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 18 });
  const inflate = entry.method === 8 ? createInflateRaw({ chunkSize: 1 << 20 }) : null;
  if (inflate) {
    raw.on('error', (error) => inflate.destroy(error));
    raw.pipe(inflate);
  }
  let unpacked = 0;
  try {
    for await (const chunk of (inflate ?? raw) as AsyncIterable<Buffer>) {
      unpacked += chunk.length;
      if (unpacked > BOMB_BYTES && unpacked > raw.bytesRead * BOMB_RATIO)
        throw new FileFault('it unpacks to an implausible size', '它解压后大得不合理');
      yield chunk;
      onRead(Math.min(1, raw.bytesRead / entry.packedBytes));
    }
  } finally {
    raw.destroy();
    inflate?.destroy();
  }
}
