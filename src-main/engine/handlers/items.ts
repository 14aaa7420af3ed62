import type { Handlers } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { EngineState } from '../engine.ts';
import { findDataset } from '../notebook/definition.ts';
import { pictureRevision, picturesFound, recordsOf, viewPictureFolder } from '../session/pictures.ts';

/** Products on cards and in lists: price, stock, and the pictures of a folder that the person chose. */
export function itemHandlers(state: EngineState) {
  const folders = state.pictureFolders;
  return {
    'item.facts': async ({ items }, signal) => {
      const session = state.requireSession();
      const records = await recordsOf(session, folders, items, signal);
      const found = await picturesFound(session, folders, records);
      const facts = records.map(({ price, stock, currency }, i) => ({ price, stock, currency, hasPicture: found[i] === true })); // prettier-ignore
      return { facts, pictures: pictureRevision(session, folders) };
    },
    'picture.folderView': async ({ datasetId }, signal) => {
      const session = state.requireSession();
      const dataset = findDataset(session.snapshot, datasetId);
      if (!dataset) throw new ClienteleError('not-found', { kind: 'dataset', id: datasetId });
      return viewPictureFolder(session, folders, dataset, signal);
    },
    'picture.folder': ({ datasetId, folder }) => {
      if (folder === null) folders.delete(datasetId);
      else folders.set(datasetId, folder);
      state.tools.emit({ type: 'project.changed' });
      return Promise.resolve(null);
    },
  } satisfies Partial<Handlers>;
}
