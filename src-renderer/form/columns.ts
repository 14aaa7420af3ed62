import type { Text } from '../../src-main/contract/text.ts';
import type { PortColumn } from './control.ts';

/** The columns a picker offers: those of the right type, and those that were chosen and are gone. */
export function columnOptions(
  columns: readonly PortColumn[],
  types: readonly string[] | null,
  chosen: readonly string[],
  say: (text: Text) => string,
): { value: string; label: string }[] {
  const offered = columns.filter(({ type }) => types === null || types.includes(type));
  const options = new Map(offered.map(({ name, label }) => [name, label ? say(label) : name]));
  for (const name of chosen) if (!options.has(name)) options.set(name, name);
  return [...options].map(([value, label]) => ({ value, label }));
}
