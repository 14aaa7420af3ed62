import type { ReactNode } from 'react';
import type { CustomerGroup, CustomerView } from '../../src-main/contract/customer.ts';
import { formatValue } from '../../src-main/contract/format.ts';
import { numberFormat } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { usePlace } from '../app/place.tsx';
import { useText } from '../i18n/i18n.tsx';
import { ItemPicture } from '../items/ItemPicture.tsx';
import { sayFacts } from '../items/say-facts.ts';
import { useItems } from '../items/use-items.ts';
import { customerText } from './customer-text.ts';

interface ListProps {
  readonly customer: CustomerView;
}

function Group({ group }: { group: CustomerGroup }): ReactNode {
  const { t, label } = useText();
  const { go } = usePlace();
  const { kind, ref, name, by, size, certainty } = group;
  return (
    <li>
      <span className="cu-kind">{t(customerText[kind])}</span>
      <span className="cu-what">
        {ref?.from === 'segment' ? (
          <button type="button" className="cu-link" onClick={() => go({ kind: 'segment', segmentId: ref.segmentId })}>
            {label(name)}
          </button>
        ) : (
          <b>{label(name)}</b>
        )}
        <span className="hint">
          {[
            by && label(by),
            t(customerText.size, { n: size }),
            certainty !== null && t(customerText.certainty, { share: { percent: certainty, digits: 0 } }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </li>
  );
}

/** Segments, clusters, personas and tags of a customer. */
export function Groups({ customer }: ListProps): ReactNode {
  const { t } = useText();
  return (
    <div>
      <h3>{t(customerText.groups)}</h3>
      {customer.groups.length === 0 ? (
        <p className="hint">{t(customerText.noGroups)}</p>
      ) : (
        <ul className="cu-list" translate="no">
          {customer.groups.map((group, i) => (
            <Group key={i} group={group} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The customers most like one; each leads to its own page. */
export function Nearest({ customer }: ListProps): ReactNode {
  const { t, label, locale } = useText();
  const { go } = usePlace();
  const isCovered = useCover();
  const { nearest, nearestBy } = customer;
  const digits = numberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <div>
      <h3>{t(customerText.nearest)}</h3>
      {nearest.length === 0 && <p className="hint">{t(customerText.noNearest)}</p>}
      {nearestBy && nearest.length > 0 && (
        <p className="hint">
          {t(nearestBy.scaled ? customerText.nearestBy : customerText.nearestScaled, { n: nearestBy.nFeatures, name: nearestBy.name })}
        </p>
      )}
      <ul className="cu-list" translate="no">
        {nearest.map(({ id, distance, group }) => (
          <li key={id}>
            <button type="button" className="cu-link" onClick={() => go({ kind: 'customer', customerId: id })}>
              {isCovered('customerId') ? COVERED : id}
            </button>
            <span className="hint">
              {[group && label(group), t(customerText.distance, { d: digits.format(distance) })].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  ); // prettier-ignore
}

/** The products that a customer spent most on. */
export function Bought({ customer }: ListProps): ReactNode {
  const { t, locale } = useText();
  const { bought, currency } = customer;
  const items = useItems(bought.map(({ id }) => id));
  if (bought.length === 0) return <div />;
  return (
    <div>
      <h3>{t(customerText.bought)}</h3>
      <ul className="cu-list" translate="no">
        {bought.map(({ id, name, quantity, amount }) => (
          <li key={id}>
            <ItemPicture item={id} items={items} />
            <span className="cu-what">{name}</span>
            <span className="hint">
              {[
                quantity !== null && t(customerText.pieces, { n: quantity }),
                amount !== null && formatValue(amount, 'money', currency, locale),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each recommender proposes to a customer, with its reason. */
export function Recommended({ customer }: ListProps): ReactNode {
  const { t, label, locale } = useText();
  const items = useItems(customer.recommended.flatMap((list) => list.items.map(({ id }) => id)));
  return (
    <div>
      <h3>{t(customerText.recommended)}</h3>
      {customer.recommended.length === 0 && <p className="hint">{t(customerText.noRecommended)}</p>}
      {customer.recommended.map(({ by, panelId, items: list }) => (
        <div key={panelId} translate="no">
          <p className="hint">{label(by)}</p>
          <ol className="cu-list">
            {list.map(({ id, name, reason }) => (
              <li key={id}>
                <ItemPicture item={id} items={items} />
                <span className="cu-what">
                  {name}
                  {reason && <span className="hint">{locale === 'zh' ? reason.zh : reason.en}</span>}
                </span>
                <span className="hint">{sayFacts(items.factsOf(id), locale).join(' · ')}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}
