import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ClienteleError } from '../../contract/errors.ts';
import type { Text } from '../../contract/text.ts';
import { pictureFormat, type PictureFormat } from './picture-format.ts';

/** A picture as it is handed on: bytes that begin as their type does. */
export interface Picture {
  readonly type: PictureFormat['type'];
  readonly bytes: Uint8Array;
}

/** Larger files are for printing, not for cards. */
const MAX_BYTES = 5 * 1024 * 1024;
/** Unpacked, a picture takes four bytes a pixel: a small file that unpacks to gigabytes is refused. */
const MAX_PIXELS = 32_000_000;

const REMOTE: Text = {
  en: 'it is an address on a network, and nothing is ever fetched from one',
  zh: '它是网络地址，而本应用从不联网获取内容',
};
const OUTSIDE: Text = { en: 'it lies outside the picture folder', zh: '它不在图片文件夹之内' };
const NO_PICTURE: Text = { en: 'it is no PNG, JPEG, WebP or GIF picture', zh: '它不是 PNG、JPEG、WebP 或 GIF 图片' };
const TOO_LARGE: Text = {
  en: 'it is larger than 5 MB or 32 million pixels',
  zh: '它超过 5 MB 或 3200 万像素',
};

const refused = (file: string, detail: Text): ClienteleError => new ClienteleError('picture-refused', { file, detail });

const isInside = (folder: string, file: string): boolean => {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
};

/** Where a cell points to. A letter before a colon is a drive of Windows; two and more are a scheme. */
function pathIn(folder: string, cell: string): string {
  if (/^file:\/\/\//i.test(cell)) {
    try {
      return fileURLToPath(cell);
    } catch {
      throw refused(cell, OUTSIDE);
    }
  }
  // Asking for //server/share would already talk to that server.
  if (/^[a-z][a-z0-9+.-]+:/i.test(cell) || /^[\\/]{2}/.test(cell)) throw refused(cell, REMOTE);
  if (cell.includes('\0')) throw refused(cell, OUTSIDE);
  return path.resolve(folder, cell.replaceAll('\\', '/'));
}

/** Follows links of the folder and of the file before they are compared. */
async function followed(folder: string, wanted: string, cell: string): Promise<string> {
  if (!isInside(path.resolve(folder), wanted)) throw refused(cell, OUTSIDE);
  let [home, file]: string[] = [];
  try {
    [home, file] = await Promise.all([realpath(folder), realpath(wanted)]);
  } catch (cause) {
    throw new ClienteleError('file-not-found', { path: cell }, { cause });
  }
  if (!isInside(home, file)) throw refused(cell, OUTSIDE);
  return file;
}

async function readSmall(file: string, cell: string): Promise<Uint8Array> {
  // Nothing that was put in the file's place since is followed or waited for.
  const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;
  const flags = constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const handle = await open(file, flags).catch((cause: unknown) => {
    throw new ClienteleError('file-not-found', { path: cell }, { cause });
  });
  try {
    const about = await handle.stat();
    if (!about.isFile()) throw refused(cell, NO_PICTURE);
    if (about.size > MAX_BYTES) throw refused(cell, TOO_LARGE);
    const bytes = new Uint8Array(about.size);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Finds the file that a cell of a picture column means, without reading it.
 *
 * @param folder the one folder that the person chose for this column.
 * @throws picture-refused where it is anything but a file inside the folder; file-not-found
 */
export const findPicture = (folder: string, cell: string): Promise<string> =>
  Promise.resolve(cell.trim()).then((text) => followed(folder, pathIn(folder, text), text));

/**
 * Reads the picture that a cell of a picture column means.
 *
 * @throws picture-refused where it is anything but a small picture inside the folder; file-not-found
 */
export async function readPicture(folder: string, cell: string): Promise<Picture> {
  const text = cell.trim();
  const bytes = await readSmall(await findPicture(folder, text), text);
  const format = pictureFormat(bytes);
  if (!format) throw refused(text, NO_PICTURE);
  if (format.width * format.height > MAX_PIXELS) throw refused(text, TOO_LARGE);
  return { type: format.type, bytes };
}
