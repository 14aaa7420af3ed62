import { useState } from 'react';
import type { ItemFacts, ItemsView } from '../../src-main/contract/items.ts';
import { useCall } from '../engine/queries.ts';

/** What is known of the products of a view. */
export interface Items {
  factsOf(id: string): ItemFacts | undefined;
  /** Changes when pictures may have; null where there are none to show. */
  readonly pictures: string | null;
}

/** The engine answers about so many at once. */
const MOST_ITEMS = 1000;

/** Asks for price, stock and pictures of some products; what is known of those that stay stays while others are asked for. */
export function useItems(ids: readonly string[]): Items {
  const asked = [...new Set(ids)].slice(0, MOST_ITEMS);
  const { data } = useCall('item.facts', asked.length > 0 ? { items: asked } : null);
  const [last, setLast] = useState<{ data: ItemsView; ids: readonly string[] } | null>(null);
  if (data && data !== last?.data) setLast({ data, ids: asked });
  const shown = data ? { data, ids: asked } : last;
  return {
    factsOf: (id) => shown?.data.facts[shown.ids.indexOf(id)],
    pictures: shown?.data.pictures ?? null,
  };
}
