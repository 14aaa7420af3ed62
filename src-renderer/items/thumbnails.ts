import type { CallFailure } from '../../src-main/contract/calls.ts';
import { ClienteleError } from '../../src-main/contract/errors.ts';
import { shrunk } from './shrink.ts';

/** Device pixels of the longer side: a card's picture on a dense screen. */
const SIDE = 192;
/** Thumbnails that are kept though nobody shows them: about 10 kB each. */
const MOST_KEPT = 300;
/** Whole pictures that are in memory at once. */
const AT_ONCE = 2;

/** A small picture, for as long as someone shows it and a while after. */
interface Thumbnail {
  readonly address: Promise<string | null>;
  nUsers: number;
}

/** Makes thumbnails, keeps the ones shown last, and lets go of the rest. */
export class Thumbnails {
  readonly #load: (item: string) => Promise<Blob>;
  readonly #kept = new Map<string, Thumbnail>();
  readonly #waiting: (() => void)[] = [];
  #nLoading = 0;

  constructor(load: (item: string) => Promise<Blob>) {
    this.#load = load;
  }

  /** @returns the address of a product's picture, or null where it cannot be shown; to be given back by {@link release}. */
  use(item: string, revision: string): Promise<string | null> {
    const key = `${revision}\n${item}`;
    const found = this.#kept.get(key) ?? { address: this.#make(item), nUsers: 0 };
    found.nUsers++;
    // The last that was used goes last.
    this.#kept.delete(key);
    this.#kept.set(key, found);
    this.#letGo();
    return found.address;
  }

  release(item: string, revision: string): void {
    const found = this.#kept.get(`${revision}\n${item}`);
    if (found) found.nUsers--;
    this.#letGo();
  }

  #letGo(): void {
    for (const [key, { address, nUsers }] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) return;
      if (nUsers > 0) continue;
      this.#kept.delete(key);
      void address.then((url) => url !== null && URL.revokeObjectURL(url));
    }
  }

  async #make(item: string): Promise<string | null> {
    if (this.#nLoading >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#nLoading++;
    try {
      return URL.createObjectURL(await this.#load(item));
    } catch {
      // The dataset's settings say what is wrong with pictures; a card shows that it has none.
      return null;
    } finally {
      // Whoever waits takes the place.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#nLoading--;
    }
  }
}

/**
 * The picture of a product, no larger than a number of pixels on its longer side.
 *
 * @throws ClienteleError where the engine refuses it
 */
export async function loadPicture(item: string, side: number): Promise<Blob> {
  const response = await fetch(`/engine/data/picture?item=${encodeURIComponent(item)}`);
  if (!response.ok) {
    const { error } = (await response.json()) as CallFailure;
    throw new ClienteleError(error.code, error.values);
  }
  return shrunk(await response.blob(), side);
}

export const thumbnails = new Thumbnails((item) => loadPicture(item, SIDE));
