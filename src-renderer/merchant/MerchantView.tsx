import { TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconX } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type { AnswerTable } from '../../src-main/contract/answer.ts';
import type { Message } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { useCall } from '../engine/queries.ts';
import { FullScreen } from '../figures/FullScreen.tsx';
import { useText } from '../i18n/i18n.tsx';
import { ItemPicture } from '../items/ItemPicture.tsx';
import { sayFacts } from '../items/say-facts.ts';
import { useItems, type Items } from '../items/use-items.ts';
import { useAnswer } from '../panel/use-answer.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { cardsOf, type ProductCard } from './cards.ts';
import { merchantText } from './merchant-text.ts';
import './merchant.css';

const ICON = { size: 20, stroke: 1.6 } as const;

/** Rows of the table that names the customers to go through. */
const MOST_ROWS = 500;

interface MerchantProps {
  readonly panelId: string;
  /** The question about one customer. */
  readonly question: string;
  /** The table whose customers are gone through, in its order. */
  readonly output: string;
  readonly revision: string;
  onClose(): void;
}

/** The customers of a panel's table, each once; undefined until they are known. */
function useCustomers(panelId: string, output: string): string[] | undefined {
  const ref = { from: 'panel', panelId, output } as const;
  const input = { ref, offset: 0, limit: MOST_ROWS, sort: [], filter: null, find: '', selectedOnly: false };
  const page = useCall('table.page', input).data;
  if (!page) return undefined;
  const at = page.info.columns.findIndex(({ role }) => role === 'customerId');
  return [...new Set(page.rows.flatMap((cells) => cells[at] ?? []).map(String))];
}

/** One customer after the other over the whole window: what they bought beside what we would show them, and why. */
export function MerchantView(props: MerchantProps): ReactNode {
  const { t } = useText();
  return (
    <FullScreen label={t(merchantText.show)} onClose={props.onClose}>
      {(height) => <Visit {...props} height={height} />}
    </FullScreen>
  );
}

/** The number of a cluster means nothing to a merchant; a name does. */
function saysSomething({ values }: Message): boolean {
  const cluster = values?.cluster;
  return typeof cluster !== 'string' || !/^-?\d+$/.test(cluster);
}

function Visit({
  panelId,
  question,
  output,
  revision,
  onClose,
  height,
}: MerchantProps & { height: number }): ReactNode {
  const { t, label } = useText();
  const isCovered = useCover();
  const customers = useCustomers(panelId, output);
  const [place, setPlace] = useState(0);
  const [wanted, setWanted] = useState<string | null>(null);
  const customer = wanted ?? customers?.[place] ?? null;
  const { answer, error } = useAnswer(panelId, question, customer === null ? null : { customer }, revision);
  const all = customers?.length ?? 0;
  const move = (by: number): void => {
    setWanted(null);
    setPlace((before) => (before + by + all) % Math.max(1, all));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === 'ArrowRight') move(1);
    if (event.key === 'ArrowLeft') move(-1);
  };
  const called = customer !== null && isCovered('customerId') ? COVERED : (customer ?? '');
  // The first sentence repeats the id that the title shows, and that may be covered.
  const said = (answer?.messages ?? []).slice(answer && answer.tables.length > 0 ? 1 : 0).filter(saysSomething);
  return (
    <div className="mv" style={{ height }} role="group" tabIndex={-1} data-autofocus onKeyDown={press}>
      <header className="mv-head">
        <div className="mv-who" aria-live="polite">
          <h2>{t(merchantText.customer, { customer: called })}</h2>
          <p>{said.map((message) => label(message)).join(' · ')}</p>
        </div>
        <TextInput
          className="mv-find"
          aria-label={t(merchantText.goTo)}
          placeholder={t(merchantText.goTo)}
          spellCheck={false}
          onKeyDown={(event) => {
            const typed = event.currentTarget.value.trim();
            if (event.key === 'Enter' && typed !== '') setWanted(typed);
          }}
        />
        {wanted === null && all > 0 && <span className="mv-place">{t(merchantText.place, { n: place + 1, all })}</span>}
        <IconButton label={t(merchantText.before)} icon={<IconChevronLeft {...ICON} />} onClick={() => move(-1)} />
        <IconButton label={t(merchantText.next)} icon={<IconChevronRight {...ICON} />} onClick={() => move(1)} />
        <IconButton label={t(merchantText.close)} icon={<IconX {...ICON} />} onClick={onClose} />
      </header>
      {error && <ErrorNote error={error} />}
      {!error && !answer && <p className="mv-hint">{t(merchantText.looking)}</p>}
      <div className="mv-lists">
        {answer?.tables.map((table, i) => (
          <CardList key={i} table={table} />
        ))}
      </div>
    </div>
  );
}

function CardList({ table }: { table: AnswerTable }): ReactNode {
  const { t, locale } = useText();
  const cards = cardsOf(table, locale);
  const items = useItems(cards.map(({ id }) => id));
  return (
    <section className="mv-list scroll" tabIndex={0} aria-label={t(table.title)}>
      <h3>{t(table.title)}</h3>
      {cards.length === 0 && <p className="mv-hint">{t(merchantText.none)}</p>}
      <ol>
        {cards.map((card, i) => (
          <Card key={i} card={card} items={items} />
        ))}
      </ol>
    </section>
  );
}

function Card({ card, items }: { card: ProductCard; items: Items }): ReactNode {
  const { t, locale } = useText();
  const { id, name, reason, match, facts } = card;
  const said = facts.map(({ label, value }) => `${t(label)} ${value}`);
  const sold = sayFacts(items.factsOf(id), locale);
  return (
    <li className="mv-card">
      <ItemPicture item={id} items={items} size="large" />
      <div className="mv-words">
        <strong translate="no">{name}</strong>
        {sold.length > 0 && <p className="mv-sold">{sold.join(' · ')}</p>}
        {reason && <p>{t(reason)}</p>}
        {said.length > 0 && <p className="mv-facts">{said.join(' · ')}</p>}
        {match !== null && (
          <meter
            className="mv-match"
            min={0}
            max={1}
            value={match}
            aria-label={t(merchantText.match)}
            title={t(merchantText.match)}
          >
            {match}
          </meter>
        )}
      </div>
    </li>
  );
}
