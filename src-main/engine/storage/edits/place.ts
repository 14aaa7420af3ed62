import { ClienteleError } from '../../../contract/errors.ts';
import type { DefinitionTableName } from '../definition-rows.ts';
import type { Draft } from '../draft.ts';

/** Where something goes in a list. */
export type Place = 'start' | 'end' | { readonly after: string };

interface Placed {
  readonly id: string;
  readonly position: number;
}

/** Positions closer than this are spread out again before another goes between them. */
const CLOSEST = 1e-6;

/**
 * The position for something new in a list, between its neighbours.
 *
 * @param siblings the others, in order; they are moved apart where there is no room left.
 * @throws not-found where the one it is to come after is not among them.
 */
export function positionFor(
  draft: Draft,
  table: DefinitionTableName,
  siblings: readonly Placed[],
  place: Place,
): number {
  const index = placeIndex(siblings, place);
  const before = siblings[index - 1]?.position;
  const after = siblings[index]?.position;
  if (before === undefined && after === undefined) return 1;
  if (before === undefined) return (after ?? 0) - 1;
  if (after === undefined) return before + 1;
  if (after - before > CLOSEST) return (before + after) / 2;
  siblings.forEach((sibling, i) => draft.put(table, sibling.id, { ...sibling, position: i < index ? i + 1 : i + 2 }));
  return index + 1;
}

function placeIndex(siblings: readonly Placed[], place: Place): number {
  if (place === 'start') return 0;
  if (place === 'end') return siblings.length;
  const index = siblings.findIndex(({ id }) => id === place.after);
  if (index < 0) throw new ClienteleError('not-found', { kind: { en: 'panel', zh: '面板' }, id: place.after });
  return index + 1;
}
