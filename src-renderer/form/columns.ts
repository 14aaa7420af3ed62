import type { Text } from '../../src-main/contract/text.ts';
import type { PortColumn } from './control.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Finds columns by what they are called, in tables and in words. */
export function matchingColumns<T extends object>({ options, search }: { options: T[]; search: string }): T[] {
  const query = search.trim().toLowerCase();
  const isMatch = (option: T): boolean => {
    const { value, label } = option as T & Option;
    return value.toLowerCase().includes(query) || label.toLowerCase().includes(query);
  };
  return query === '' ? options : options.filter(isMatch);
}

/** The columns a picker offers: those of the right type, and those that were chosen and are gone. */
export function columnOptions(
  columns: readonly PortColumn[],
  types: readonly string[] | null,
  chosen: readonly string[],
  say: (text: Text) => string,
): Option[] {
  const offered = columns.filter(({ type }) => types === null || types.includes(type));
  const options = new Map(offered.map(({ name, label }) => [name, label ? say(label) : name]));
  for (const name of chosen) if (!options.has(name)) options.set(name, name);
  return [...options].map(([value, label]) => ({ value, label }));
}
