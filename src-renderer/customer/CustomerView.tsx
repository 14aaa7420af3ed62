import { Button } from '@mantine/core';
import { IconMarquee2 } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { CustomerView as Customer, GroupRef } from '../../src-main/contract/customer.ts';
import { formatCell, formatValue } from '../../src-main/contract/format.ts';
import { formatDate } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { call } from '../engine/call.ts';
import { useCall } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { attempt } from '../project/tree-actions.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { customerText } from './customer-text.ts';
import { Bought, Groups, Nearest, Recommended } from './CustomerLists.tsx';
import { Features } from './Features.tsx';
import { Orders } from './Orders.tsx';
import '../project/project.css';
import './customer.css';

function Fact({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div className="cu-fact">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Facts({ customer }: { customer: Customer }): ReactNode {
  const { t, locale } = useText();
  const { orders, nOrders, total, currency } = customer;
  if (orders.length === 0) return null;
  const money = (value: number): string => formatValue(value, 'money', currency, locale);
  const isWhole = orders.length >= nOrders;
  return (
    <dl className="cu-facts">
      <Fact label={t(customerText.nOrders)} value={formatValue(nOrders, 'count', null, locale)} />
      {total !== null && <Fact label={t(customerText.total)} value={money(total)} />}
      {total !== null && nOrders > 0 && <Fact label={t(customerText.average)} value={money(total / nOrders)} />}
      {isWhole && <Fact label={t(customerText.first)} value={formatDate(orders.at(-1)!.at, locale)} />}
      <Fact label={t(customerText.last)} value={formatDate(orders[0]!.at, locale)} />
    </dl>
  );
}

function About({ customer }: { customer: Customer }): ReactNode {
  const { t, locale } = useText();
  const isCovered = useCover();
  const said = customer.about.filter(({ value }) => value !== null);
  if (said.length === 0) return null;
  return (
    <dl className="cu-about" translate="no" aria-label={t(customerText.about)}>
      {said.map(({ column, value }) => (
        <Fact
          key={column.name}
          label={column.label ? t(column.label) : column.name}
          value={isCovered(column.role) ? COVERED : formatCell(value, column, customer.currency, locale)}
        />
      ))}
    </dl>
  );
}

/** One customer: orders over time, features beside those of a group and of everyone, groups, look-alikes, products. */
export function CustomerView({ customerId }: { customerId: string }): ReactNode {
  const { t } = useText();
  const isCovered = useCover();
  const [against, setAgainst] = useState<GroupRef | null>(null);
  const { data, error } = useCall('customer.view', { customerId, against });
  // What stands there stays while another group is asked for.
  const [last, setLast] = useState<Customer | null>(null);
  if (data && data !== last) setLast(data);
  const customer = data ?? last;
  const shown = isCovered('customerId') ? COVERED : customerId;
  if (!customer)
    return error ? <ErrorNote error={error} /> : <p className="hint middle-wait">{t(customerText.loading)}</p>;
  const { source } = customer;
  const select = async (): Promise<void> => {
    if (!source) return;
    const { info } = await call('table.page', { ref: source, offset: 0, limit: 0 });
    const column = info.columns.find(({ role }) => role === 'customerId')?.name ?? 'customer_id';
    const predicate = { op: 'in' as const, column, values: [customerId] };
    await call('selection.set', { selection: { source, predicate, origin: 'customer' } });
  };
  return (
    <section className="page" aria-label={t(customerText.title, { id: shown })}>
      <header className="middle-head">
        <h2 translate="no">{t(customerText.title, { id: shown })}</h2>
        {source && (
          <Button
            variant="default"
            leftSection={<IconMarquee2 size={14} stroke={1.8} />}
            onClick={() => attempt(select())}
          >
            {t(customerText.select)}
          </Button>
        )}
      </header>
      <div className="page-body scroll cu" tabIndex={0} role="region" aria-label={t(customerText.open)}>
        <Facts customer={customer} />
        <About customer={customer} />
        <Orders customer={customer} />
        <div className="cu-pair">
          <Groups customer={customer} />
          <Nearest customer={customer} />
        </div>
        <Features customer={customer} onAgainst={setAgainst} />
        <div className="cu-pair">
          <Bought customer={customer} />
          <Recommended customer={customer} />
        </div>
      </div>
    </section>
  );
}
