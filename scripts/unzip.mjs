import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 5, 6]);
const ENTRY = 0x02014b50;

/**
 * Extracts the entries that `pick` maps to a relative path. Store and deflate only, no zip64: the archive is < 4 GB.
 *
 * @returns {number} how many were extracted.
 */
export function unzipSome(zipFile, outFolder, pick) {
  const file = fs.openSync(zipFile, 'r');
  const read = (position, length) => {
    const bytes = Buffer.allocUnsafe(length);
    fs.readSync(file, bytes, 0, length, position);
    return bytes;
  };
  try {
    const size = fs.fstatSync(file).size;
    const tail = read(Math.max(0, size - 65_557), Math.min(size, 65_557));
    const end = tail.lastIndexOf(END_OF_DIRECTORY);
    if (end < 0) throw new Error(`not a zip file: ${zipFile}`);
    const directory = read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    let count = 0;
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY;) {
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
        directory.readUInt16LE(at + offset),
      );
      const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
      const entry = {
        method: directory.readUInt16LE(at + 10),
        packed: directory.readUInt32LE(at + 20),
        mode: directory.readUInt32LE(at + 38) >>> 16,
        local: directory.readUInt32LE(at + 42),
      };
      at += 46 + nameLength + extraLength + commentLength;
      const relative = name.endsWith('/') ? null : pick(name);
      if (!relative) continue;
      extract(read, entry, path.join(outFolder, relative), outFolder);
      count++;
    }
    return count;
  } finally {
    fs.closeSync(file);
  }
}

function extract(read, { method, packed, mode, local }, target, outFolder) {
  if (path.relative(outFolder, target).startsWith('..')) throw new Error(`zip entry escapes the folder: ${target}`);
  const head = read(local, 30);
  const raw = read(local + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), packed);
  const data = method === 8 ? zlib.inflateRawSync(raw) : raw;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if ((mode & 0o170000) === 0o120000) fs.symlinkSync(data.toString(), target);
  else fs.writeFileSync(target, data, { mode: mode & 0o777 || 0o644 });
}
