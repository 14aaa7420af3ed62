import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CustomerFeature, CustomerView, GroupRef } from '../../src-main/contract/customer.ts';
import { formatValue } from '../../src-main/contract/format.ts';
import { useText } from '../i18n/i18n.tsx';
import { customerText } from './customer-text.ts';

/** Where the customer stands from the lowest to the highest of all. */
function Place({ place }: { place: number }): ReactNode {
  const { t } = useText();
  const share = { percent: place, digits: 0 };
  return (
    <span className="cu-place" role="img" aria-label={t(customerText.higherThan, { share })} title={t(customerText.higherThan, { share })}>
      <i style={{ left: `${Math.min(100, Math.max(0, place * 100))}%` }} />
    </span>
  ); // prettier-ignore
}

/** The most unusual first: those far from the middle of all. */
const unusual = (a: CustomerFeature, b: CustomerFeature): number =>
  Math.abs((b.place ?? 0.5) - 0.5) - Math.abs((a.place ?? 0.5) - 0.5);

/** Each feature of a customer beside a group's and everyone's median, the most unusual first. */
export function Features({
  customer,
  onAgainst,
}: {
  customer: CustomerView;
  onAgainst: (group: GroupRef | null) => void;
}): ReactNode {
  const { t, label, locale } = useText();
  const { features, groups, against } = customer;
  const comparable = groups.filter(({ ref }) => ref !== null);
  const keyOf = (ref: GroupRef | null): string => JSON.stringify(ref);
  const chosen = comparable.find(({ ref }) => keyOf(ref) === keyOf(against));
  if (features.length === 0)
    return (
      <>
        <h3>{t(customerText.features)}</h3>
        <p className="hint">{t(customerText.noFeatures)}</p>
      </>
    );
  return (
    <>
      <div className="cu-head">
        <h3>{t(customerText.features)}</h3>
        {comparable.length > 0 && (
          <NativeSelect
            size="xs"
            aria-label={t(customerText.against)}
            value={keyOf(against)}
            data={comparable.map(({ ref, name, by }) => ({
              value: keyOf(ref),
              label: by ? `${label(name)} · ${label(by)}` : label(name),
            }))}
            onChange={(event) => onAgainst(comparable.find(({ ref }) => keyOf(ref) === event.currentTarget.value)?.ref ?? null)} // prettier-ignore
          />
        )}
      </div>
      <table className="plain-table cu-features">
        <thead>
          <tr>
            <th scope="col">{t(customerText.feature)}</th>
            <th scope="col" className="is-number">
              {t(customerText.own)}
            </th>
            {chosen && (
              <th scope="col" className="is-number">
                {label(chosen.name)}
              </th>
            )}
            <th scope="col" className="is-number">
              {t(customerText.everyone)}
            </th>
            <th scope="col">{t(customerText.place)}</th>
          </tr>
        </thead>
        <tbody translate="no">
          {[...features].sort(unusual).map(({ column, currency, value, group, everyone, place }) => {
            const show = (number: number | null): string => formatValue(number ?? NaN, column.unit, currency, locale);
            return (
              <tr key={column.name}>
                <th scope="row">{column.label ? t(column.label) : column.name}</th>
                <td className="is-number is-own">{show(value)}</td>
                {chosen && <td className="is-number">{show(group)}</td>}
                <td className="is-number">{show(everyone)}</td>
                <td>{place !== null && <Place place={place} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
