import { sayName, saySentence, type CardFact } from '../../../contract/cards.ts';
import { formatText } from '../../../contract/text.ts';
import { booleanColumn, numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { clusterValues, type Persona } from './persona.ts';
import { personasText as text } from './personas-text.ts';

/** Clusters as numbers where all are, as texts otherwise. */
function clusterColumn(clusters: readonly string[]): Column {
  const label = { label: text.column('cluster') };
  const values = clusterValues(clusters);
  return typeof values[0] === 'string'
    ? textColumn('cluster', values as string[], label)
    : numberColumn('cluster', Int32Array.from(values as number[]), label);
}

/** What tells a group from others by its measures, as it is read: the analyst’s words, without what was hidden. */
function portrait({ card }: Persona, locale: 'en' | 'zh'): string {
  const said = card.facts.filter(({ key, hidden }) => key.startsWith('measure:') && !hidden);
  if (said.length === 0) return formatText(text.message('nothing').text, undefined, locale);
  return said.map((fact) => saySentence(fact, locale)).join(locale === 'en' ? ' ' : '');
}

/** A row a group: who they are, and what they bring. */
export function personaTable(list: readonly Persona[], total: number): Table {
  const texts = (name: string, of: (persona: Persona) => string, key: Parameters<typeof text.column>[0]): Column =>
    textColumn(name, list.map(of), { label: text.column(key) });
  return new Table([
    clusterColumn(list.map(({ cluster }) => cluster)),
    numberColumn(
      'size',
      Int32Array.from(list, ({ size }) => size),
      { unit: 'count', label: text.column('size') },
    ),
    texts('name_en', ({ card }) => sayName(card, 'en'), 'nameEn'),
    texts('name_zh', ({ card }) => sayName(card, 'zh'), 'nameZh'),
    texts('text_en', (persona) => portrait(persona, 'en'), 'textEn'),
    texts('text_zh', (persona) => portrait(persona, 'zh'), 'textZh'),
    numberColumn(
      'customer_share',
      Float64Array.from(list, ({ share }) => share),
      { unit: 'share', label: text.column('share') },
    ),
    numberColumn(
      'revenue_share',
      Float64Array.from(list, ({ revenue }) => (total > 0 ? revenue / total : NaN)),
      {
        unit: 'share',
        label: text.column('revenueShare'),
      },
    ),
    textColumn(
      'typical_customer',
      list.map(({ card }) => card.typical?.id ?? null),
      { role: 'customerId', label: text.column('typical') },
    ),
  ]);
}

/** Sentences whose numbers stand in the table of personas itself. */
const HEADLINE_KEYS: readonly string[] = ['size', 'revenue'];

/** One row a sentence: the numbers it rests on. */
export function factTable(list: readonly Persona[]): Table {
  const rows = list.flatMap(({ cluster, card }) =>
    card.facts.filter(({ key }) => !HEADLINE_KEYS.includes(key)).map((fact, i) => ({ cluster, i, fact })),
  );
  const numbers = (
    name: string,
    of: (fact: CardFact) => number | null,
    key: Parameters<typeof text.column>[0],
  ): Column =>
    numberColumn(
      name,
      Float64Array.from(rows, ({ fact }) => of(fact) ?? NaN),
      { label: text.column(key) },
    );
  const texts = (name: string, of: (fact: CardFact) => string, key: Parameters<typeof text.column>[0]): Column =>
    textColumn(
      name,
      rows.map(({ fact }) => of(fact)),
      { label: text.column(key) },
    );
  return new Table([
    clusterColumn(rows.map(({ cluster }) => cluster)),
    numberColumn(
      'sentence',
      Int32Array.from(rows, ({ i }) => i + 1),
      { label: text.column('sentence') },
    ),
    texts('text_en', (fact) => saySentence(fact, 'en'), 'textEn'),
    texts('text_zh', (fact) => saySentence(fact, 'zh'), 'textZh'),
    texts('part', ({ part }) => part, 'part'),
    texts('feature', ({ key }) => key.slice(key.indexOf(':') + 1), 'feature'),
    numbers('value', ({ value }) => value, 'value'),
    numbers('others', ({ others }) => others, 'others'),
    numbers('lift', ({ lift }) => lift, 'lift'),
    numbers('effect', ({ effect }) => effect, 'effect'),
    numbers('chance', ({ chance }) => chance, 'chance'),
    booleanColumn(
      'hidden',
      rows.map(({ fact }) => fact.hidden),
      { label: text.column('hidden') },
    ),
  ]);
}

/** Who is in which group. */
export function memberTable(list: readonly Persona[], members: readonly (readonly string[])[], clusters: Table): Table {
  const of = (pick: (persona: Persona) => string): string[] =>
    list.flatMap((persona, i) => (members[i] ?? []).map(() => pick(persona)));
  return new Table(
    [
      textColumn('customer_id', members.flat(), { role: 'customerId', label: text.column('customer') }),
      clusterColumn(of(({ cluster }) => cluster)),
      textColumn(
        'name_en',
        of(({ card }) => sayName(card, 'en')),
        { label: text.column('nameEn') },
      ),
      textColumn(
        'name_zh',
        of(({ card }) => sayName(card, 'zh')),
        { label: text.column('nameZh') },
      ),
    ],
    { ...clusters.options(), entity: 'customer' },
  );
}
