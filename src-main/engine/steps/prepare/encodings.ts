import { murmur3 } from '../../maths/murmur.ts';
import { targetMeans, type TargetMeans } from '../../maths/target-encoding.ts';
import { countByCode } from '../../table/by-code.ts';
import { codesOf, type TextColumn } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import type { OutcomeChannels } from './outcome-channels.ts';

/** How one text column becomes numbers. The place of a category in the list is its code; one more stands for none. */
export type ColumnEncoding = { readonly name: string; readonly categories: readonly string[] } & (
  | { readonly kind: 'onehot'; readonly columns: readonly string[]; readonly other: string | null }
  | { readonly kind: 'ordinal'; readonly column: string }
  | { readonly kind: 'frequency'; readonly column: string; readonly shares: Float64Array }
  | { readonly kind: 'target'; readonly columns: readonly string[]; readonly means: readonly TargetMeans[] }
);

/** A number column that is to be. */
export interface Numbers {
  readonly name: string;
  readonly values: Float64Array | Int32Array;
}

/** Code of a row whose value the categories do not hold; that of a missing value is −1. */
const UNSEEN = -2;

/** The place of each row's text among the categories: −1 where it is missing, {@link UNSEEN} where it is not among them. */
export function placesIn(column: TextColumn, categories: readonly string[]): { codes: Int32Array; nUnseen: number } {
  const { codes, dictionary } = codesOf(column);
  const placeOf = new Map(categories.map((category, place) => [category, place]));
  const ofEntry = Int32Array.from(dictionary, (entry) => placeOf.get(entry) ?? UNSEEN);
  let nUnseen = 0;
  const places = codes.map((code) => {
    const place = code < 0 ? -1 : ofEntry[code]!;
    if (place === UNSEEN) nUnseen++;
    return place;
  });
  return { codes: places, nUnseen };
}

interface Counted {
  /** In order of the alphabet. */
  readonly categories: string[];
  readonly counts: readonly number[];
  readonly nMissing: number;
}

function countCategories(column: TextColumn): Counted {
  const { codes, dictionary } = codesOf(column);
  const counts = countByCode(codes, dictionary.length);
  const used = dictionary.flatMap((category, code) => (counts[code]! > 0 ? [{ category, count: counts[code]! }] : []));
  used.sort((a, b) => (a.category < b.category ? -1 : 1));
  const nKnown = used.reduce((sum, { count }) => sum + count, 0);
  return {
    categories: used.map(({ category }) => category),
    counts: used.map(({ count }) => count),
    nMissing: column.length - nKnown,
  };
}

/** The most frequent values as columns of 0 and 1; all others share one where there are more than fit. */
export function fitOneHot(column: TextColumn, most: number, taken: Set<string>): ColumnEncoding {
  const { categories, counts } = countCategories(column);
  const order = Array.from(categories.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const isAll = categories.length <= most;
  const kept = (isAll ? order : order.slice(0, most - 1)).sort((a, b) => a - b).map((place) => categories[place]!);
  const columns = kept.map((category) => freeName(`${column.name}=${category}`, taken));
  const other = isAll ? null : freeName(`${column.name}=other`, taken);
  // All categories are kept, so that rare ones are told from those never seen: the shown ones come first.
  const shown = new Set(kept);
  const rare = categories.filter((category) => !shown.has(category));
  return { kind: 'onehot', name: column.name, categories: [...kept, ...rare], columns, other };
}

export function fitOrdinal(column: TextColumn, taken: Set<string>): ColumnEncoding {
  const { categories } = countCategories(column);
  return { kind: 'ordinal', name: column.name, categories, column: freeName(`${column.name}_order`, taken) };
}

export function fitFrequency(column: TextColumn, taken: Set<string>): ColumnEncoding {
  const { categories, counts, nMissing } = countCategories(column);
  const shares = Float64Array.from([...counts, nMissing], (count) => (column.length > 0 ? count / column.length : 0));
  return { kind: 'frequency', name: column.name, categories, column: freeName(`${column.name}_share`, taken), shares };
}

/** One column for a number, or one for each class; missing words count as a category of their own. */
export function fitTarget(
  column: TextColumn,
  { name: target, classes, channels }: OutcomeChannels,
  folds: Uint8Array | null,
  p: { readonly folds: number; readonly strength: number | null },
  taken: Set<string>,
): ColumnEncoding {
  const { categories } = countCategories(column);
  const codes = placesIn(column, categories).codes.map((code) => (code === -1 ? categories.length : code));
  const means = channels.map((channel) =>
    targetMeans(codes, categories.length + 1, channel, folds, p.folds, p.strength),
  );
  const names = classes ? classes.map((word) => `${target}=${word}`) : [target];
  const columns = names.map((name) => freeName(`${column.name}_${name}`, taken));
  return { kind: 'target', name: column.name, categories, columns, means };
}

/** What a column becomes. @param codes as {@link placesIn} gives them. @param folds of each row, where the encoding has folds. */
export function encodeColumn(encoding: ColumnEncoding, codes: Int32Array, folds: Uint8Array | null): Numbers[] {
  const nCodes = encoding.categories.length;
  switch (encoding.kind) {
    case 'onehot': {
      const { columns, other } = encoding;
      const hot = columns.map((name, place) => ({ name, values: codes.map((code) => (code === place ? 1 : 0)) }));
      const isOther = (code: number): number => (code >= columns.length || code === UNSEEN ? 1 : 0);
      return other === null ? hot : [...hot, { name: other, values: codes.map(isOther) }];
    }
    case 'ordinal':
      return [{ name: encoding.column, values: Float64Array.from(codes, (code) => (code < 0 ? NaN : code)) }];
    case 'frequency': {
      const shareOf = (code: number): number => (code === UNSEEN ? 0 : encoding.shares[code < 0 ? nCodes : code]!);
      return [{ name: encoding.column, values: Float64Array.from(codes, shareOf) }];
    }
    case 'target':
      return encoding.columns.map((name, channel) => {
        const { values, rest } = encoding.means[channel]!;
        const meanOf = (code: number, row: number): number => {
          const fold = folds ? folds[row]! : 0;
          return code === UNSEEN ? rest[fold]! : values[fold * (nCodes + 1) + (code < 0 ? nCodes : code)]!;
        };
        return { name, values: Float64Array.from(codes, meanOf) };
      });
  }
}

/**
 * Spreads the words of columns over so many number columns: each word adds or takes 1 where its hash falls.
 *
 * Weinberger et al. (2009), Feature hashing for large scale multitask learning, arXiv:0902.2206.
 */
export function hashColumns(columns: readonly TextColumn[], names: readonly string[], check: () => void): Numbers[] {
  const made = names.map((name) => ({ name, values: new Int32Array(columns[0]?.length ?? 0) }));
  for (const column of columns) {
    check();
    const { codes, dictionary } = codesOf(column);
    const hashes = Int32Array.from(dictionary, (word) => {
      const bytes = Buffer.from(`${column.name}=${word}`);
      return murmur3(bytes, 0, bytes.length);
    });
    for (let row = 0; row < codes.length; row++) {
      if (codes[row]! < 0) continue;
      const hash = hashes[codes[row]!]!;
      made[Math.abs(hash) % names.length]!.values[row]! += hash >= 0 ? 1 : -1;
    }
  }
  return made;
}
