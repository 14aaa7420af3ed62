import { closeSync, openSync, writeSync } from 'node:fs';
import { seededRandom } from '../../src-main/engine/maths/random.ts';

/** How many bytes are gathered before they are written. */
const BLOCK_BYTES = 4 << 20;
/** Longer than any line. */
const LINE_BYTES = 64;

const DAY_S = 86_400;
/** 2023-01-01, from which the two years of the file begin. */
const FIRST_DAY_S = 1_672_531_200;
const N_DAYS = 730;

/** Users and items that a file of so many interactions has: each user comes back about ten times. */
export const usersOf = (nRows: number): number => Math.max(1, Math.ceil(nRows / 10));
export const itemsOf = (nRows: number): number => Math.max(1, Math.ceil(nRows / 100));

/** Days as `2023-01-01`, the same each time. */
const days = Array.from({ length: N_DAYS }, (_, day) =>
  new Date((FIRST_DAY_S + day * DAY_S) * 1000).toISOString().slice(0, 10),
);

const two = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/**
 * Writes interactions as a CSV with the columns user_id, item_id, time and amount: few users and items come often, most
 * come seldom, times are in no order.
 *
 * @param nRows how many. @param seed the same seed gives the same bytes.
 */
export function writeInteractions(file: string, nRows: number, seed: number): void {
  const random = seededRandom(seed);
  const [nUsers, nItems] = [usersOf(nRows), itemsOf(nRows)];
  const block = Buffer.alloc(BLOCK_BYTES);
  const handle = openSync(file, 'w');
  try {
    let size = block.write('user_id,item_id,time,amount\n', 'latin1');
    for (let row = 0; row < nRows; row++) {
      if (size + LINE_BYTES > BLOCK_BYTES) {
        writeSync(handle, block, 0, size);
        size = 0;
      }
      const user = Math.floor(nUsers * random.next() ** 1.5);
      const item = Math.floor(nItems * random.next() ** 2);
      const second = random.integer(DAY_S);
      const time = `${days[random.integer(N_DAYS)]!} ${two[Math.floor(second / 3600)]!}:${two[Math.floor(second / 60) % 60]!}:${two[second % 60]!}`;
      const cents = 100 + Math.floor(20_000 * random.next() ** 3);
      size += block.write(
        `u${user},i${item},${time},${Math.floor(cents / 100)}.${two[cents % 100]!}\n`,
        size,
        'latin1',
      );
    }
    writeSync(handle, block, 0, size);
  } finally {
    closeSync(handle);
  }
}
