import { z } from 'zod';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { sampleRows } from '../../maths/matrix.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnNames, defineStep, figureOut, metricOut, question, tableOut } from '../define.ts';
import { contributionsOf, type Contributions } from './contributions.ts';
import { labelWords } from '../message-words.ts';
import {
  type Explained,
  explainNeeds,
  findRow,
  highest,
  idColumns,
  labelOf,
  measured,
  readExplained,
  sayTo,
} from './explained.ts';
import { factorOf, oneFigure, overallFigure } from './values-figures.ts';
import { explainText } from './texts.ts';
import { valuesText as text } from './values-text.ts';
import { answerWhatIf, whatIfInput } from './what-if.ts';

const parameters = z.object({
  row: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('row') }),
  class: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('class') }),
  mostRows: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(1000)
    .meta({ ...explainText.parameter('mostRows') }),
  nPairs: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .meta({ ...text.parameter('nPairs'), advanced: true }),
});

/** Shapley values. Lundberg & Lee (2017), arXiv:1705.07874. */
export const values = defineStep({
  id: 'explain.values',
  version: 3,
  text,
  references: ['arXiv:1705.07874', 'arXiv:1802.03888', 'arXiv:2109.09847', 'doi:10.1007/s10115-013-0679-x'],
  needs: explainNeeds,
  gives: {
    values: tableOut({
      label: text.output('values'),
      name: 'contributions',
      entity: 'same',
      words: { reason: columnNames('table', true) },
    }),
    overall: figureOut({ label: text.output('overall') }),
    one: figureOut({ label: text.output('one') }),
    expected: metricOut({ label: text.output('expected'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { mostRows }) => Math.min(nRows, mostRows) * nColumns * 80 + 16_384 * nColumns * 16,
  questions: {
    whatIf: question(explainNeeds, parameters, {
      label: text.source.questions.whatIf,
      input: whatIfInput,
      answer: (context, { table, model }, p, asked) => answerWhatIf(context, table, model, p, asked),
    }),
  },
  async run(context, { table, model }, { row, class: chosen, mostRows, nPairs }) {
    const wanted = row === '' ? null : findRow(table, row);
    const drawn = drawAround(table, wanted, mostRows, context);
    const explained = await readExplained(context, drawn, model, chosen, mostRows);
    const said = await sayTo(explained, explained.x, context);
    const found = await contributionsOf(explained, nPairs, context);
    const place = wanted === null ? highest(said) : drawn === table ? wanted : 0;
    return {
      values: contributionTable(explained, found, said),
      overall: overallFigure(explained, found),
      one: oneFigure(explained, found, said, place),
      expected: found.isLogOdds ? found.expected : measured(explained, found.expected),
    };
  },
});

/** The table itself where it is looked at whole; else the wanted row first and others drawn at random. */
function drawAround(table: Table, wanted: number | null, mostRows: number, { random }: Context): Table {
  if (wanted === null || table.nRows <= mostRows) return table;
  const others = sampleRows(table.nRows, mostRows, random.fork(1)).filter((row) => row !== wanted);
  return table.take(Int32Array.of(wanted, ...others.subarray(0, mostRows - 1)));
}

function contributionTable(explained: Explained, { phi }: Contributions, said: Float64Array): Table {
  const { table, predictor } = explained;
  const { features } = predictor.encoding;
  const ids = idColumns(table);
  const taken = new Set(ids.map(({ name }) => name));
  const free = (name: string): string => {
    const unused = taken.has(name) ? `${name}_2` : name;
    taken.add(unused);
    return unused;
  };
  const isShare = predictor.target.kind === 'classes';
  const columns: Column[] = [
    ...ids,
    numberColumn(free('prediction'), said, { label: text.column('prediction'), ...(isShare ? { unit: 'share' } : {}) }),
    textColumn(
      free('reason'),
      Array.from(said, (_, row) => strongest(explained, phi, row)),
      { label: text.column('reason') },
    ),
    ...features.map(({ column }, j) =>
      numberColumn(
        free(`effect_${column}`),
        Float64Array.from(said, (_, row) => phi[row * features.length + j]!),
        { label: effectLabel(labelWords(labelOf(table, column))) },
      ),
    ),
  ];
  return new Table(columns, table.options());
}

const effectLabel = (feature: ReturnType<typeof labelWords>) => {
  const [en, zh] = typeof feature === 'string' ? [feature, feature] : [feature.en, feature.zh];
  return { en: `Effect of ${escaped(en)}`, zh: `${escaped(zh)}的作用` };
};

/** A name inside a label, whose braces are not places to fill. */
const escaped = (name: string): string => name.replaceAll('{', "'{'").replaceAll('}', "'}'");

/** The feature that moved a row's prediction most, with its value; null where none did. */
function strongest(explained: Explained, phi: Float64Array, row: number): string | null {
  const n = explained.predictor.encoding.features.length;
  let best = -1;
  for (let j = 0; j < n; j++)
    if (Math.abs(phi[row * n + j]!) > (best < 0 ? 0 : Math.abs(phi[row * n + best]!))) best = j;
  return best < 0 ? null : factorOf(explained, best, row);
}
