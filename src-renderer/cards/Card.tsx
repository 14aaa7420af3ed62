import { IconMarquee2, IconPencil } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cardText, nameBasis, sayName, shownFacts, type PersonaCard, type TypicalCustomer } from '../../src-main/contract/cards.ts'; // prettier-ignore
import type { CardsFigure } from '../../src-main/contract/figure.ts';
import { formatValue } from '../../src-main/contract/format.ts';
import { OpenCustomer } from '../customer/OpenCustomer.tsx';
import { clusterColor } from '../figures/palette.ts';
import { useText } from '../i18n/i18n.tsx';
import { useTheme } from '../theme/theme.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { CardEditor } from './CardEditor.tsx';
import { CardSentence, Changed } from './CardSentence.tsx';
import { cardsText } from './cards-text.ts';
import type { Draft } from './edits.ts';

const ICON = { size: 15, stroke: 1.7, 'aria-hidden': true } as const;

function Typical({ typical, currency }: { typical: TypicalCustomer; currency: string | null }): ReactNode {
  const { t, label, locale } = useText();
  return (
    <section className="pc-part">
      <h5>{t(cardText.typical)}</h5>
      <OpenCustomer customerId={typical.id} />
      <dl className="pc-typical" translate="no">
        {typical.measures.map(({ label: of, unit, value }, i) => (
          <div key={i}>
            <dt>{label(of)}</dt>
            <dd>{formatValue(value, unit, currency, locale)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface CardProps {
  readonly figure: CardsFigure;
  readonly card: PersonaCard;
  /** Whether it is the group that is selected now. */
  readonly isSelected: boolean;
  /** Absent where nothing can be changed. */
  readonly onEdit?: (draft: Draft) => void;
  onSelect(): void;
}

/** Arrow keys go from number to number of a card; Tab leaves it. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const numbers = [...event.currentTarget.querySelectorAll<HTMLElement>('.pc-number')];
  const at = numbers.indexOf(event.target as HTMLElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  event.stopPropagation();
  numbers[(at + step + numbers.length) % numbers.length]?.focus();
}

/** The portrait of one group. */
export function Card({ figure, card, isSelected, onEdit, onSelect }: CardProps): ReactNode {
  const { t, locale } = useText();
  const { scheme } = useTheme();
  const id = useId();
  const [open, setOpen] = useState<string | null>(null);
  const [isEdited, setEdited] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const name = sayName(card, locale);
  const isNumber = /^\d+$/.test(card.cluster);
  const parts = shownFacts(card);
  const keys = parts.flatMap(({ facts }) => facts.map(({ key }) => key));
  const tabStop = last !== null && keys.includes(last) ? last : keys[0];
  const number = (key: string): void => {
    setOpen(open === key ? null : key);
    if (open !== key) onSelect();
  };
  const done = (draft: Draft): void => {
    setEdited(false);
    onEdit?.(draft);
  };
  const color = isNumber ? clusterColor(Number(card.cluster), scheme) : 'var(--accent)';
  return (
    <article
      className={open !== null || isEdited ? 'pc-card is-wide' : 'pc-card'}
      aria-labelledby={id}
      aria-current={isSelected || undefined}
      style={{ borderTopColor: color }}
    >
      <header className="pc-head">
        <div className="pc-names">
          <h4 id={id} translate="no">
            {name}
          </h4>
          <p>{t(isNumber ? cardsText.who : cardsText.group, { cluster: card.cluster })}</p>
        </div>
        <IconButton
          label={t(cardsText.select)}
          icon={<IconMarquee2 {...ICON} />}
          pressed={isSelected}
          onClick={onSelect}
        />
        {onEdit && !isEdited && (
          <IconButton
            label={t(cardsText.editOne, { name })}
            icon={<IconPencil {...ICON} />}
            onClick={() => setEdited(true)}
          />
        )}
      </header>
      {isEdited ? (
        <CardEditor card={card} onDone={done} onCancel={() => setEdited(false)} />
      ) : (
        <>
          {card.changedFrom !== null && (
            <Changed text={t(cardsText.changedName, { was: card.changedFrom, now: nameBasis(card) })} />
          )}
          {parts.length === 0 && <p className="pc-proposed">{t(cardsText.nothing)}</p>}
          <div className="pc-parts" role="group" aria-labelledby={id} onKeyDown={moveAlong}>
            {parts.map(({ part, facts }) => (
              <section key={part} className="pc-part">
                <h5>{t(cardText[part])}</h5>
                <ul>
                  {facts.map((fact) => (
                    <CardSentence
                      key={fact.key}
                      {...{ figure, card, fact }}
                      isOpen={open === fact.key}
                      isTabStop={fact.key === tabStop}
                      onNumber={() => number(fact.key)}
                      onFocus={() => setLast(fact.key)}
                    />
                  ))}
                </ul>
              </section>
            ))}
            {card.typical && <Typical typical={card.typical} currency={figure.currency ?? null} />}
          </div>
        </>
      )}
    </article>
  );
}
