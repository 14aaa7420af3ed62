import type { z } from 'zod';
import type { pictureRequest } from '../../contract/calls.ts';
import { ClienteleError, toErrorPayload } from '../../contract/errors.ts';
import type { PictureFolderView } from '../../contract/items.ts';
import type { Dataset } from '../../contract/project.ts';
import type { ColumnRole } from '../../contract/table.ts';
import { datasetInput } from '../notebook/resolve.ts';
import { findPicture, readPicture, type Picture } from '../pictures/read-picture.ts';
import type { ItemRecord } from '../reader/items.ts';
import type { StoredInput } from '../reader/protocol.ts';
import type { Session } from './session.ts';

/**
 * The folders that the person chose for the picture columns of datasets, by the dataset's id. They come from the shell
 * alone and are remembered on this machine: neither a page nor a project from elsewhere can name one.
 */
export type PictureFolders = ReadonlyMap<string, string>;

/** Files that are looked for when a person asks how a folder fares. */
const LOOKED_FOR = 2000;

const inputOf = (dataset: Dataset): StoredInput => datasetInput(dataset) as StoredInput;
const has = (dataset: Dataset, ...roles: ColumnRole[]): boolean =>
  roles.every((role) => dataset.columns.some((column) => column.role === role));

const withPictures = (session: Session, folders: PictureFolders): Dataset[] =>
  session.snapshot.datasets.filter((dataset) => folders.has(dataset.id) && has(dataset, 'itemId', 'picture'));

/** What the project's product tables say of some products. */
export async function recordsOf(
  session: Session,
  folders: PictureFolders,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<readonly ItemRecord[]> {
  const products = session.snapshot.datasets.filter((one) => one.entity === 'product' && has(one, 'itemId'));
  const pictures = withPictures(session, folders);
  const query = { kind: 'items', ids, products: products.map(inputOf), pictures: pictures.map(inputOf) } as const;
  return session.tools.readers.query(session.path, query, signal);
}

/** For each product whether its picture lies in the folder. */
export async function picturesFound(
  session: Session,
  folders: PictureFolders,
  records: readonly ItemRecord[],
): Promise<boolean[]> {
  const homes = withPictures(session, folders).map(({ id }) => folders.get(id)!);
  const isThere = async ({ picture }: ItemRecord): Promise<boolean> => {
    if (picture === null) return false;
    const found = await findPicture(homes[picture.table]!, picture.cell).catch(() => null);
    return found !== null;
  };
  return Promise.all(records.map(isThere));
}

/** A text that changes when a picture may have become another; null where there are none to show. */
export function pictureRevision(session: Session, folders: PictureFolders): string | null {
  const shown = withPictures(session, folders);
  if (shown.length === 0) return null;
  return shown.map(({ id, outputHash }) => `${id} ${outputHash} ${folders.get(id)}`).join('\n');
}

/** The picture of a product. @throws not-found, picture-refused, file-not-found */
export async function pictureOf(
  session: Session,
  folders: PictureFolders,
  { item }: z.output<typeof pictureRequest>,
  signal: AbortSignal,
): Promise<Picture> {
  const [record] = await recordsOf(session, folders, [item], signal);
  const dataset = record?.picture && withPictures(session, folders)[record.picture.table];
  const folder = dataset && folders.get(dataset.id);
  if (!record?.picture || !folder)
    throw new ClienteleError('not-found', { kind: { en: 'picture', zh: '图片' }, id: item });
  return readPicture(folder, record.picture.cell);
}

/** How the picture column of a dataset fares in its folder. */
export async function viewPictureFolder(
  session: Session,
  folders: PictureFolders,
  dataset: Dataset,
  signal: AbortSignal,
): Promise<PictureFolderView> {
  const folder = folders.get(dataset.id) ?? null;
  const query = { kind: 'pictures', input: inputOf(dataset) } as const;
  const named = await session.tools.readers.query(session.path, query, signal);
  const looked = folder === null ? [] : named.slice(0, LOOKED_FOR);
  let found = 0;
  let problem: PictureFolderView['problem'] = null;
  for (const cell of looked) {
    signal.throwIfAborted();
    try {
      await findPicture(folder!, cell);
      found++;
    } catch (thrown) {
      problem ??= toErrorPayload(thrown);
    }
  }
  return { folder, named: named.length, looked: looked.length, found, problem };
}
