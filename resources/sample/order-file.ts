import type { Line, Order } from './baskets.ts';
import { writeTime } from './calendar.ts';
import type { Chance } from './random.ts';
import type { OrderRow } from './rows.ts';
import { CATEGORIES, CODES } from './vocabulary/categories.ts';

const SHARE_REPEATED = 0.003;
const FIRST_NUMBER = 200_417;
const PREFIX = { order: '', cancellation: 'C', return: 'R' } as const;

/** Orders, cancellations and returns in the order in which they happened. */
function inTime(documents: readonly Order[]): Order[] {
  return documents
    .map((document, i) => ({ document, i }))
    .sort((a, b) => a.document.at - b.document.at || a.i - b.i)
    .map(({ document }) => document);
}

/**
 * Writes documents as the lines of a shop's export: numbered in time, and a few lines exported twice.
 *
 * @param customerIds by position.
 */
export function orderRows(chance: Chance, documents: readonly Order[], customerIds: readonly string[]): OrderRow[] {
  const numbers = new Map<Order, number>();
  const rows: OrderRow[] = [];
  let number = FIRST_NUMBER;
  for (const document of inTime(documents)) {
    if (document.kind === 'order') numbers.set(document, (number += 1 + chance.integer(3)));
    const orderId = `${PREFIX[document.kind]}${numbers.get(document.refersTo ?? document) ?? ''}`;
    const orderedAt = writeTime(document.at);
    const customerId = customerIds[document.customer] ?? '';
    document.lines.forEach((line, i) => {
      const row = { orderId, lineNo: i + 1, orderedAt, customerId, ...lineRow(line), channel: document.channel };
      rows.push(row);
      if (chance.happens(SHARE_REPEATED)) rows.push(row);
    });
  }
  return rows;
}

function lineRow({
  product,
  quantity,
  unitPrice,
  discount,
}: Line): Pick<OrderRow, 'productId' | 'productName' | 'category' | 'quantity' | 'unitPrice' | 'discount'> {
  const paid = { quantity, unitPrice: unitPrice / 100, discount };
  if (typeof product === 'string') return { productId: product, productName: CODES[product], category: '', ...paid };
  const category = CATEGORIES[product.category]?.name[0] ?? '';
  return { productId: product.id, productName: product.name[0], category, ...paid };
}
