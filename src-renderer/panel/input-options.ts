import type { InputChoice } from '../../src-main/contract/calls.ts';
import type { InputRef } from '../../src-main/contract/step.ts';

/** Equal references have equal keys, whatever the order they were written in. */
export function refKey(ref: InputRef): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return JSON.stringify(sorted(ref));
}

export type InputGroup = 'panels' | 'datasets' | 'segments';

const groupOf = (ref: InputRef): InputGroup =>
  ref.from === 'dataset' ? 'datasets' : ref.from === 'segment' ? 'segments' : 'panels';

export interface InputOption {
  readonly value: string;
  readonly choice: InputChoice;
}

/** What a port offers, grouped, the nearest panel first; what is chosen is always among it. */
export function inputOptions(
  choices: readonly InputChoice[],
  chosen: readonly InputRef[],
  nameOf: (ref: InputRef) => string,
): Record<InputGroup, InputOption[]> {
  const groups: Record<InputGroup, InputOption[]> = { panels: [], datasets: [], segments: [] };
  const known = new Set<string>();
  for (const choice of choices) {
    const value = refKey(choice.ref);
    known.add(value);
    groups[groupOf(choice.ref)].push({ value, choice });
  }
  for (const ref of chosen) {
    const value = refKey(ref);
    if (known.has(value) || ref.from === 'chain') continue;
    groups[groupOf(ref)].unshift({ value, choice: { ref, label: nameOf(ref), suits: false, why: null } });
  }
  groups.panels.sort((a, b) => Number(b.choice.suits) - Number(a.choice.suits));
  return groups;
}

/** A list with one entry a place earlier or later. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(at, 1);
  if (entry !== undefined) next.splice(at + by, 0, entry);
  return next;
}
