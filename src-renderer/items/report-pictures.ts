import { call } from '../engine/call.ts';
import { loadPicture } from './thumbnails.ts';

/** Device pixels of the longer side, and how long all pictures of a report may be as text. */
const SIDE = 96;
const MOST_CHARACTERS = 2_500_000;

const asDataUri = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(new Error('unreadable'));
    reader.readAsDataURL(blob);
  });

/** Small pictures of the products that a report shows, by product; those that cannot be shown are left out. */
export async function reportPictures(notebookId: string): Promise<Record<string, string>> {
  const items = await call('report.items', { notebookId });
  if (items.length === 0) return {};
  const asked = items.slice(0, 1000);
  const { facts, pictures } = await call('item.facts', { items: asked });
  if (pictures === null) return {};
  const found: [string, string][] = [];
  let length = 0;
  for (const item of asked.filter((_, i) => facts[i]?.hasPicture)) {
    const address = await loadPicture(item, SIDE)
      .then(asDataUri)
      .catch(() => null);
    if (address === null || length + address.length > MOST_CHARACTERS) continue;
    length += address.length;
    found.push([item, address]);
  }
  return Object.fromEntries(found);
}
