import type { ColumnChoice, ColumnEvidence, ImportColumn, ImportOptions } from '../../../contract/import.ts';
import type { ColumnRole, ColumnType } from '../../../contract/table.ts';
import { isIdRole } from '../build/clean-text.ts';
import { TEXT_MISSING_WORDS } from '../parse/words.ts';
import { guessDates } from './dates.ts';
import { roleReason, typeReason } from './reasons.ts';
import { namesAnId, wordsOf } from './role-names.ts';
import { TYPES, roleColumn } from './role-values.ts';
import { proposeRoles, type RoleGuess } from './roles.ts';
import type { ColumnSample } from './sample.ts';
import { guessType, type TypeGuess, type TypeHints } from './types.ts';
import { unitOf } from './units.ts';

/** A column of the plan, with why. */
export interface GuessedColumn {
  readonly column: ImportColumn;
  readonly evidence: ColumnEvidence;
  readonly isAmbiguousDate: boolean;
}

const EXAMPLES = 5;
const EXAMPLE_LENGTH = 100;

/** Values whose addition means nothing although they are digits. */
function namesSomething(sample: ColumnSample, type: TypeGuess, role: RoleGuess | null): boolean {
  if (type.type !== 'number') return role !== null && isIdRole(role.role) && type.type !== 'text';
  if (role && isIdRole(role.role)) return true;
  if (role?.role === 'place' && /zip|post|邮编/.test(wordsOf(sample.name))) return true;
  return (role === null || role.role === 'place') && namesAnId(sample.name);
}

/** The type of a column without values, of which only the role is known. */
const typeOfRole = (role: ColumnRole | null): ColumnType => (role && TYPES[role]?.[0]) ?? 'text';

/**
 * What each column becomes: its type from its values, its role from its name, its values and its neighbours, with what
 * the person said in place of both.
 *
 * @param samples under the distinct names of the columns. @param isLists whether each pair is a key with what belongs to it.
 */
export function guessColumns(
  samples: readonly ColumnSample[],
  names: readonly string[],
  rows: readonly (readonly string[])[],
  options: ImportOptions,
  hints: TypeHints,
  isLists: boolean,
): GuessedColumn[] {
  const choices = new Map((options.columns ?? []).map((choice) => [choice.source, choice]));
  const types = samples.map((sample, j) => guessType(sample, { ...hints, ...choiceHints(choices.get(names[j]!)) }));
  const proposed: readonly (RoleGuess | null)[] = isLists
    ? (['customerId', 'itemId'] as const).map((role) => ({ role, confidence: 0.6, reason: roleReason('lists') }))
    : proposeRoles(
        samples.map((sample, j) => roleColumn(sample, types[j]!.type, hints.decimal)),
        rows,
      );
  return samples.map((sample, j) =>
    guessColumn(sample, names[j]!, types[j]!, proposed[j] ?? null, choices.get(names[j]!), hints),
  );
}

const choiceHints = (choice: ColumnChoice | undefined): Partial<TypeHints> => ({
  ...(choice?.decimal && { decimal: choice.decimal }),
  ...(choice?.missingWords && { missingWords: choice.missingWords }),
});

function guessColumn(
  sample: ColumnSample,
  source: string,
  guessed: TypeGuess,
  role: RoleGuess | null,
  choice: ColumnChoice | undefined,
  hints: TypeHints,
): GuessedColumn {
  const chosenRole = choice?.role === undefined ? (role?.role ?? null) : choice.role;
  const isId = choice?.role === undefined ? namesSomething(sample, guessed, role) : isIdRole(chosenRole);
  const type = choice?.type ?? (isId ? 'text' : sample.texts.length === 0 ? typeOfRole(chosenRole) : guessed.type);
  const dateOrder =
    type !== 'date'
      ? null
      : (choice?.dateOrder ??
        guessed.dateOrder ??
        guessDates(sample.texts, sample.texts.length, hints.prefersMonthFirst)?.order ??
        'ymd');
  const missingWords =
    choice?.missingWords ?? (type === 'text' && hints.missingWords === null ? [...TEXT_MISSING_WORDS] : null);
  const column: ImportColumn = {
    source,
    name: choice?.name ?? source,
    type,
    role: chosenRole,
    unit: choice?.unit === undefined ? unitOf(sample.name, type, chosenRole, guessed.isShare) : choice.unit,
    dateOrder,
    decimal: choice?.decimal ?? null,
    missingWords,
    include: choice?.include ?? true,
    guessed: choice?.type === undefined && !isId,
  };
  const nMissing = sample.nRows - sample.texts.length + countWords(sample, missingWords ?? guessed.missingWords);
  const evidence: ColumnEvidence = {
    nMissing,
    nDistinct: sample.counts.size,
    examples: [...sample.counts.keys()].slice(0, EXAMPLES).map((text) => text.slice(0, EXAMPLE_LENGTH)),
    typeReason:
      choice?.type !== undefined
        ? typeReason('person')
        : isId && guessed.type !== 'text'
          ? typeReason('id')
          : guessed.reason,
    roleReason: chosenRole === null ? null : choice?.role === undefined ? (role?.reason ?? null) : roleReason('person'),
    confidence: choice?.role === undefined ? (role?.confidence ?? 0) : 1,
  };
  return {
    column,
    evidence,
    isAmbiguousDate: guessed.isAmbiguousDate && type === 'date' && choice?.dateOrder === undefined,
  };
}

function countWords({ counts }: ColumnSample, words: readonly string[]): number {
  const wanted = new Set(words.map((word) => word.toLowerCase()));
  let n = 0;
  for (const [text, count] of counts) if (wanted.has(text.toLowerCase())) n += count;
  return n;
}
