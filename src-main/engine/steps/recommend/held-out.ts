import { ClienteleError } from '../../../contract/errors.ts';
import type { Random } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { rankingTask, type RankingTask } from '../evaluate/ranking-task.ts';
import { splitInteractions } from '../evaluate/splits.ts';

/**
 * Interactions parted into what is learned from and what is to be predicted: by time, or without times a share of each customer's items.
 *
 * @param share the part that is held out. @param maskBought whether only what is new to a customer counts.
 * @returns null where nothing could be held out.
 */
export function heldOut(
  interactions: Table,
  { share, maskBought }: { share: number; maskBought: boolean },
  random: Random,
): RankingTask | null {
  const split = interactions.findRole('time')?.type === 'date' ? ('time' as const) : ('random' as const);
  try {
    const parts = splitInteractions(interactions, { split, cut: null, testShare: share, testColumn: null }, random);
    return rankingTask(parts, { maskBought, countNewItems: false });
  } catch (thrown) {
    if (thrown instanceof ClienteleError && thrown.code === 'leaking-split') return null;
    throw thrown;
  }
}
