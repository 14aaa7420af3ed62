import type { ErrorPayload } from './errors.ts';

/** What a project's product tables say of one product, for cards and lists. */
export interface ItemFacts {
  readonly price: number | null;
  readonly currency: string | null;
  readonly stock: number | null;
  /** Whether its picture was found in the folder that was chosen. */
  readonly hasPicture: boolean;
}

/** Products in the order in which they were asked for. */
export interface ItemsView {
  readonly facts: readonly ItemFacts[];
  /** Changes when pictures may have; null where no table has a picture column with a folder that was chosen here. */
  readonly pictures: string | null;
}

/** How a dataset's picture column fares in its folder. */
export interface PictureFolderView {
  /** As the person chose it on this machine; null where none was chosen. */
  readonly folder: string | null;
  /** Different files that the column names, at most a few thousand of which are looked for. */
  readonly named: number;
  readonly looked: number;
  readonly found: number;
  /** The first that was not, with why. */
  readonly problem: ErrorPayload | null;
}
