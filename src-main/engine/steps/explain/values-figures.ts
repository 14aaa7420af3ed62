import type { BarsFigure } from '../../../contract/figure.ts';
import type { Message, MessageValue } from '../../../contract/text.ts';
import { cellAt, textAt } from '../../table/column.ts';
import { labelWords, messageWords } from '../message-words.ts';
import type { Contributions } from './contributions.ts';
import { settingAt, settingWords } from './changed-rows.ts';
import { labelOf, toldOf, whoIs, type Explained } from './explained.ts';
import { valuesText as text } from './values-text.ts';

const MOST_BARS = 20;
const MOST_FACTORS = 3;

const scaleOf = ({ predictor }: Explained, { isLogOdds }: Contributions) =>
  text.source.messages[isLogOdds ? 'logOdds' : predictor.target.kind === 'number' ? 'number' : 'probability'];

/** How much each feature moves predictions on average. */
export function overallFigure(explained: Explained, found: Contributions): BarsFigure | null {
  const { predictor, table, x } = explained;
  const { features } = predictor.encoding;
  const sizes = features.map(({ column }, j) => {
    let sum = 0;
    for (let row = 0; row < x.nRows; row++) sum += Math.abs(found.phi[row * features.length + j]!);
    return { column, size: sum / x.nRows };
  });
  const shown = sizes.sort((a, b) => b.size - a.size).slice(0, MOST_BARS);
  const [first] = shown;
  if (!first) return null;
  const feature = labelWords(labelOf(table, first.column));
  const told = toldOf(explained, table);
  const name = text.message('contribution');
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: first.size > 0 ? text.message('overallTitle', { feature }) : text.message('overallNone'),
    subtitle: text.message('overallSubtitle', {
      told,
      scale: scaleOf(explained, found),
      method: text.source.messages[found.method],
      rows: x.nRows,
    }),
    summary: text.message('overallSummary', { count: shown.length, feature }),
    categories: shown.map(({ column }) => labelOf(table, column)),
    value: { label: name },
    series: [{ name, values: Float64Array.from(shown, ({ size }) => size) }],
  };
}

/** A feature with a row's value, in signs that need no language. */
export function factorOf({ table, predictor }: Explained, feature: number, row: number): string {
  const { column } = predictor.encoding.features[feature]!;
  return `${column} = ${valueText(table.column(column), row) ?? '∅'}`;
}

function valueText(column: Parameters<typeof cellAt>[0], row: number): string | null {
  const cell = column.type === 'text' ? textAt(column, row) : cellAt(column, row);
  if (cell === null) return null;
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell !== 'number') return cell;
  return column.type === 'date' ? new Date(cell).toISOString().slice(0, 10) : rounded(cell);
}

/** As many digits as a person takes in. */
const rounded = (value: number): string =>
  String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));

/** The same in the reader's words. */
function factorWords({ table, predictor }: Explained, feature: number, row: number) {
  const { column } = predictor.encoding.features[feature]!;
  const given = table.column(column);
  const value = settingWords(settingAt(given, row), given, table.currency);
  return messageWords(text.message('factor', { feature: labelWords(labelOf(table, column)), value }));
}

/** What speaks for and against one row's prediction, strongest first, under a sentence that says it. */
export function oneFigure(
  explained: Explained,
  found: Contributions,
  said: Float64Array,
  row: number,
): BarsFigure | null {
  const { predictor, table } = explained;
  const n = predictor.encoding.features.length;
  const own = found.phi.subarray(row * n, (row + 1) * n);
  const order = [...own.keys()].sort((a, b) => Math.abs(own[b]!) - Math.abs(own[a]!)).slice(0, MOST_BARS);
  if (order.length === 0) return null;
  const title = sentence(explained, own, said[row]!, row);
  const name = text.message('contribution');
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('oneSubtitle', {
      told: toldOf(explained, table),
      scale: scaleOf(explained, found),
      expected: { decimal: found.expected, digits: 3 },
    }),
    summary: title,
    categories: order.map((j) => ({ code: 'factor', text: factorWords(explained, j, row) })),
    value: { label: name },
    series: [{ name, values: Float64Array.from(order, (j) => own[j]!) }],
  };
}

/** One row's prediction with what raises and lowers it most. */
function sentence(explained: Explained, own: Float64Array, said: number, row: number): Message {
  const { predictor, table } = explained;
  const told = toldOf(explained, table);
  const strongest = (sign: 1 | -1): MessageValue | null => {
    const ranked = [...own.keys()].filter((j) => own[j]! * sign > 0).sort((a, b) => sign * (own[b]! - own[a]!));
    if (ranked.length === 0) return null;
    return { list: ranked.slice(0, MOST_FACTORS).map((j) => factorWords(explained, j, row)) };
  };
  const [up, down] = [strongest(1), strongest(-1)];
  const who = whoIs(table, row);
  const isShare = predictor.target.kind === 'classes';
  const saying = isShare
    ? text.message('saidShare', { told, share: { percent: said } })
    : text.message('saidNumber', { told, value: { decimal: said, digits: 2 } });
  const common = { who, said: messageWords(saying) };
  if (up && down) return text.message('both', { ...common, up, down });
  if (up) return text.message('onlyUp', { ...common, up });
  if (down) return text.message('onlyDown', { ...common, down });
  return text.message('neither', common);
}
