import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { CustomerView } from '../../src-main/contract/customer.ts';
import { formatCell } from '../../src-main/contract/format.ts';
import { formatDate } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { useText } from '../i18n/i18n.tsx';
import { customerText } from './customer-text.ts';

const FIRST_EVENTS = 5;

/** What happened to a customer beside orders: reviews they wrote, campaigns that reached them, visits. */
export function Events({ customer }: { customer: CustomerView }): ReactNode {
  const { t, locale } = useText();
  const isCovered = useCover();
  const [isWhole, setWhole] = useState(false);
  const { events, currency } = customer;
  if (events.length === 0) return null;
  const shown = isWhole ? events : events.slice(0, FIRST_EVENTS);
  return (
    <>
      <h3>{t(customerText.events)}</h3>
      <table className="plain-table cu-orders">
        <thead>
          <tr>
            <th scope="col">{t(customerText.time)}</th>
            <th scope="col">{t(customerText.what)}</th>
            <th scope="col">{t(customerText.details)}</th>
          </tr>
        </thead>
        <tbody translate="no">
          {shown.map(({ at, kind, about }, i) => (
            <tr key={i}>
              <td className="cu-when">{formatDate(at, locale)}</td>
              <td className="cu-when">{t(customerText[kind])}</td>
              <td className="cu-products">
                {about
                  .map(({ column, value }) => {
                    const said = isCovered(column.role) ? COVERED : formatCell(value, column, currency, locale);
                    const isPlain = column.role === 'text' || column.role === 'itemId' || column.role === 'itemName';
                    return isPlain ? said : `${column.label ? t(column.label) : column.name}: ${said}`;
                  })
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {events.length > FIRST_EVENTS && (
        <Button variant="subtle" size="compact-xs" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t(customerText.fewer) : t(customerText.moreEvents, { n: events.length })}
        </Button>
      )}
    </>
  );
}
