import { ClienteleError } from '../../../contract/errors.ts';

/** Null where a model refuses the target: of several models, those of the other kind of target are left out. @throws anything else */
export async function unlessUnusable<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof ClienteleError && thrown.code === 'target-unusable') return null;
    throw thrown;
  }
}
