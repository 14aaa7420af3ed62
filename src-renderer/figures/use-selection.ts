import type { SelectionView } from '../../src-main/contract/project.ts';
import { useCall } from '../engine/queries.ts';

/** The rows that are selected now, wherever that was done; null for none. */
export const useSelection = (): SelectionView | null => useCall('selection.view', {}).data ?? null;
