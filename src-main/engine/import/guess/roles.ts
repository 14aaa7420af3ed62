import type { ColumnRole } from '../../../contract/table.ts';
import type { Message } from '../../../contract/text.ts';
import { neighbourHints } from './role-neighbours.ts';
import { hintsOf } from './role-names.ts';
import { canBe, valueHints, type RoleColumn } from './role-values.ts';
import { roleReason } from './reasons.ts';

/** A role that is proposed for a column. */
export interface RoleGuess {
  readonly role: ColumnRole;
  /** From 0 to 1. */
  readonly confidence: number;
  readonly reason: Message;
}

interface Candidate extends RoleGuess {
  readonly column: number;
}

/** Below, nothing is proposed. */
const LEAST_CONFIDENCE = 0.5;
/** What a name gains where the values say the same. */
const AGREEMENT = 0.3;

/** What name and values of one column suggest. */
function ownCandidates(column: RoleColumn, at: number): Candidate[] {
  const shown = valueHints(column);
  const named = hintsOf(column.name).filter(({ role }) => canBe(role, column));
  const candidates = named.map(({ role, strength }): Candidate => {
    const agrees = shown.some((hint) => hint.role === role);
    return {
      column: at,
      role,
      confidence: Math.min(1, strength + (agrees ? AGREEMENT : 0)),
      reason: roleReason(agrees ? 'name-and-values' : 'name'),
    };
  });
  for (const { role, strength, what } of shown) {
    if (!named.some((hint) => hint.role === role))
      candidates.push({ column: at, role, confidence: strength, reason: roleReason('values', what) });
  }
  return candidates;
}

/** Gives each role and each column at most once, the surest first. */
function assign(candidates: readonly Candidate[], roles: Map<number, RoleGuess>): void {
  const taken = new Set([...roles.values()].map(({ role }) => role));
  const ordered = [...candidates].sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  for (const { column, ...guess } of ordered) {
    if (guess.confidence < LEAST_CONFIDENCE || roles.has(column) || taken.has(guess.role)) continue;
    roles.set(column, guess);
    taken.add(guess.role);
  }
}

/**
 * Proposes roles for the columns of a table, each role at most once: by names, checked against values; by values alone
 * where they are plain; then by what the columns found so far make likely of the others.
 *
 * @returns for each column its role, or null.
 */
export function proposeRoles(
  columns: readonly RoleColumn[],
  rows: readonly (readonly string[])[],
): (RoleGuess | null)[] {
  const roles = new Map<number, RoleGuess>();
  const own = columns.flatMap(ownCandidates);
  assign(own, roles);
  for (;;) {
    const before = roles.size;
    const hints = neighbourHints(columns, rows, roles, own);
    assign(
      hints.map(({ what, strength, ...hint }) => ({
        ...hint,
        confidence: strength,
        reason: roleReason('neighbours', what),
      })),
      roles,
    );
    if (roles.size === before) return columns.map((_, at) => roles.get(at) ?? null);
  }
}
