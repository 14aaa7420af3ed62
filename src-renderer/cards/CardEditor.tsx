import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent, type SyntheticEvent, type ReactNode } from 'react';
import {
  basisOf,
  cardParts,
  cardText,
  nameBasis,
  type CardFact,
  type PersonaCard,
} from '../../src-main/contract/cards.ts';
import { formatText } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { Changed } from './CardSentence.tsx';
import { cardsText } from './cards-text.ts';
import { draftOf, proposedDraft, type Draft } from './edits.ts';

interface FactEditorProps {
  readonly fact: CardFact;
  readonly written: Draft['sentences'][string];
  onChange(next: Draft['sentences'][string]): void;
}

function FactEditor({ fact, written, onChange }: FactEditorProps): ReactNode {
  const { t, label, locale } = useText();
  const proposed = formatText(fact.sentence.text, fact.sentence.values, locale);
  return (
    <div className="pc-edit">
      <Textarea
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        aria-label={label(fact.measure)}
        placeholder={proposed}
        disabled={written.hidden}
        value={written.text}
        onChange={(event) => onChange({ ...written, text: event.currentTarget.value })}
      />
      <Checkbox
        size="xs"
        label={t(cardsText.shown)}
        aria-label={`${t(cardsText.shown)}: ${proposed}`}
        checked={!written.hidden}
        onChange={(event) => onChange({ ...written, hidden: !event.currentTarget.checked })}
      />
      {written.text.trim() !== '' && written.text.trim() !== proposed && (
        <p className="pc-proposed">{t(cardsText.proposed, { text: proposed })}</p>
      )}
      {fact.changedFrom !== null && (
        <Changed text={t(cardsText.changedNumber, { was: fact.changedFrom, now: basisOf(fact) })} />
      )}
    </div>
  );
}

interface CardEditorProps {
  readonly card: PersonaCard;
  onDone(draft: Draft): void;
  onCancel(): void;
}

/** A card as it is written: a name, and each sentence in the analyst's words or hidden. */
export function CardEditor({ card, onDone, onCancel }: CardEditorProps): ReactNode {
  const { t, locale } = useText();
  const [draft, setDraft] = useState(() => draftOf(card, locale));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onDone(draft);
  };
  // Undo belongs to the text field while one writes.
  const press = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') onCancel();
  };
  const proposed = formatText(card.proposed, undefined, locale);
  return (
    <form className="pc-form" onSubmit={submit} onKeyDown={press}>
      <TextInput
        label={t(cardsText.name)}
        placeholder={proposed}
        maxLength={200}
        value={draft.name}
        data-autofocus
        autoFocus
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      {draft.name.trim() !== proposed && <p className="pc-proposed">{t(cardsText.proposed, { text: proposed })}</p>}
      {card.changedFrom !== null && (
        <Changed text={t(cardsText.changedName, { was: card.changedFrom, now: nameBasis(card) })} />
      )}
      {cardParts.map((part) => {
        const facts = card.facts.filter((fact) => fact.part === part);
        if (facts.length === 0) return null;
        return (
          <fieldset key={part} className="pc-part">
            <legend>{t(cardText[part])}</legend>
            {facts.map((fact) => (
              <FactEditor
                key={fact.key}
                fact={fact}
                written={draft.sentences[fact.key] ?? { text: '', hidden: false }}
                onChange={(next) => setDraft({ ...draft, sentences: { ...draft.sentences, [fact.key]: next } })}
              />
            ))}
          </fieldset>
        );
      })}
      <p className="pc-proposed">{t(cardsText.keeps)}</p>
      <div className="pc-foot">
        <Button variant="subtle" onClick={() => setDraft(proposedDraft(card, locale))}>
          {t(cardsText.back)}
        </Button>
        <span className="pc-space" />
        <Button variant="default" onClick={onCancel}>
          {t(cardsText.cancel)}
        </Button>
        <Button type="submit">{t(cardsText.done)}</Button>
      </div>
    </form>
  );
}
