import type { ReactNode } from 'react';
import { showKeys } from '../app/keys.ts';

/** Keys as they stand on the keyboard. */
export function Keys({ keys }: { keys: string }): ReactNode {
  return <kbd>{showKeys(keys)}</kbd>;
}
