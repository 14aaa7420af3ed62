import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { basisOf, saySentence, cardText, type CardFact, type PersonaCard } from '../../src-main/contract/cards.ts';
import type { CardsFigure } from '../../src-main/contract/figure.ts';
import { formatValue } from '../../src-main/contract/format.ts';
import { FigureFrame } from '../figures/FigureFrame.tsx';
import { useText } from '../i18n/i18n.tsx';
import { cardsText } from './cards-text.ts';
import { evidenceOf } from './evidence.ts';

/** Says that something behind the analyst's words is another now. */
export function Changed({ text }: { text: string }): ReactNode {
  return (
    <p className="pc-changed">
      <IconAlertTriangle size={13} stroke={1.8} aria-hidden />
      {text}
    </p>
  );
}

interface CardSentenceProps {
  readonly figure: CardsFigure;
  readonly card: PersonaCard;
  readonly fact: CardFact;
  readonly isOpen: boolean;
  /** Whether Tab comes to its number: of a card it comes to one. */
  readonly isTabStop: boolean;
  onNumber(): void;
  onFocus(): void;
}

/** A sentence with the number it rests on; the number shows where it comes from. */
export function CardSentence({
  figure,
  card,
  fact,
  isOpen,
  isTabStop,
  onNumber,
  onFocus,
}: CardSentenceProps): ReactNode {
  const { t, locale } = useText();
  const id = useId();
  const write = (value: number): string => formatValue(value, fact.unit, figure.currency ?? null, locale);
  const value = write(fact.value);
  const others = write(fact.others);
  const times = fact.lift === null ? '' : t(cardText.lift, { lift: { decimal: fact.lift, digits: 1 } });
  // It is called what is read on it, for whoever speaks to the window.
  const read = `${value} ${times}`.trim();
  const label = Number.isNaN(fact.others)
    ? t(cardsText.sourceAlone, { value: read })
    : t(cardsText.source, { value: read, others });
  return (
    <li className="pc-fact">
      <div className="pc-line">
        <span className="pc-said" translate="no">
          {saySentence(fact, locale)}
        </span>
        <button
          type="button"
          className="pc-number"
          tabIndex={isTabStop ? 0 : -1}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={label}
          title={label}
          onClick={onNumber}
          onFocus={onFocus}
        >
          {value} {times && <small>{times}</small>}
        </button>
      </div>
      {fact.changedFrom !== null && (
        <Changed text={t(cardsText.changedNumber, { was: fact.changedFrom, now: basisOf(fact) })} />
      )}
      {isOpen && (
        <div className="pc-source" id={id}>
          <FigureFrame
            figure={evidenceOf(figure, card, fact, locale)}
            points={null}
            revision={`${card.cluster} ${fact.key}`}
          />
        </div>
      )}
    </li>
  );
}
