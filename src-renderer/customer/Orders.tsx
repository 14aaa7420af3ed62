import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { CustomerView } from '../../src-main/contract/customer.ts';
import type { LineFigure } from '../../src-main/contract/figure.ts';
import { formatValue } from '../../src-main/contract/format.ts';
import { formatDate, type Message } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { FigureFrame } from '../figures/FigureFrame.tsx';
import { useText } from '../i18n/i18n.tsx';
import { customerText } from './customer-text.ts';
import { Events } from './Events.tsx';

const FIRST_ORDERS = 5;

/** The orders of a customer as points in time; what an order is worth is how high it stands. */
export function timelineOf({ orders, nOrders, events, currency }: CustomerView): LineFigure {
  const [first, last] = [orders.at(-1)?.at ?? 0, orders[0]?.at ?? 0];
  const hasAmounts = orders.some(({ amount }) => amount !== null);
  const values = { n: nOrders, first: { date: first }, last: { date: last } };
  const title: Message = { code: 'timeline', text: orders.length === 1 ? customerText.timelineOne : customerText.timelineTitle, values }; // prettier-ignore
  const newest = { code: 'newest', text: customerText.timelineSome, values: { n: orders.length } };
  const subtitle = orders.length < nOrders ? newest : events.length > 0 ? { code: 'events', text: customerText.eventsAtZero } : undefined; // prettier-ignore
  const ordered = [...orders].reverse();
  return {
    kind: 'line',
    marksOnly: true,
    stems: true,
    title,
    subtitle,
    summary: title,
    currency,
    x: { label: { code: 'time', text: customerText.time }, date: true },
    y: hasAmounts
      ? { label: { code: 'value', text: customerText.value }, unit: 'money' }
      : { label: { code: 'lines', text: customerText.lines }, unit: 'count' },
    series: [
      {
        name: { code: 'order', text: customerText.order },
        x: Float64Array.from(ordered, ({ at }) => at),
        y: Float64Array.from(ordered, ({ amount, nLines }) => (hasAmounts ? (amount ?? NaN) : nLines)),
      },
      ...[...Map.groupBy(events, ({ kind }) => kind)].map(([kind, found]) => ({
        name: { code: kind, text: customerText[kind] },
        x: Float64Array.from(found, ({ at }) => at),
        y: new Float64Array(found.length),
      })),
    ],
  };
}

function OrderTable({ customer }: { customer: CustomerView }): ReactNode {
  const { t, locale } = useText();
  const isCovered = useCover();
  const [isWhole, setWhole] = useState(false);
  const { orders, currency } = customer;
  const shown = isWhole ? orders : orders.slice(0, FIRST_ORDERS);
  return (
    <>
      <table className="plain-table cu-orders">
        <thead>
          <tr>
            <th scope="col">{t(customerText.time)}</th>
            <th scope="col">{t(customerText.order)}</th>
            <th scope="col" className="is-number">
              {t(customerText.value)}
            </th>
            <th scope="col" className="is-number">
              {t(customerText.lines)}
            </th>
            <th scope="col">{t(customerText.products)}</th>
          </tr>
        </thead>
        <tbody translate="no">
          {shown.map(({ id, at, amount, nLines, products }, i) => (
            <tr key={i}>
              <td className="cu-when">{formatDate(at, locale)}</td>
              <td>{id !== null && isCovered('orderId') ? COVERED : id}</td>
              <td className="is-number">{formatValue(amount ?? NaN, 'money', currency, locale)}</td>
              <td className="is-number">{formatValue(nLines, 'count', null, locale)}</td>
              <td className="cu-products">{products.join(' · ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {orders.length > FIRST_ORDERS && (
        <Button variant="subtle" size="compact-xs" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t(customerText.fewer) : t(customerText.more, { n: orders.length })}
        </Button>
      )}
    </>
  );
}

/** The orders of a customer over time, and the newest one by one. */
export function Orders({ customer }: { customer: CustomerView }): ReactNode {
  const { t } = useText();
  const figure = useMemo(() => timelineOf(customer), [customer]);
  if (customer.orders.length === 0)
    return (
      <>
        <h3>{t(customerText.orders)}</h3>
        <p className="hint">{t(customerText.noOrders)}</p>
        <Events customer={customer} />
      </>
    );
  return (
    <>
      <h3>{t(customerText.orders)}</h3>
      <div className="cu-card">
        <FigureFrame figure={figure} points={null} revision={`customer ${customer.id}`} />
      </div>
      <OrderTable customer={customer} />
      <Events customer={customer} />
    </>
  );
}
