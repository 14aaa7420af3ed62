import type { Chain } from '../../../contract/step.ts';

/**
 * Short names for chains in tables: their title, else the last step's name. Chains that would share a name show all their steps and
 * parameters, and a number where even these are equal.
 */
export function chainNames(chains: readonly Chain[]): string[] {
  const short = chains.map((chain) => chain.title ?? stepName(chain.steps.at(-1)?.step ?? ''));
  const full = chains.map((chain, i) =>
    short.filter((name) => name === short[i]).length > 1 ? fullName(chain) : (short[i] ?? ''),
  );
  return full.map((name, i) => {
    const earlier = full.slice(0, i).filter((other) => other === name).length;
    return earlier > 0 ? `${name} #${earlier + 1}` : name;
  });
}

const stepName = (id: string): string => id.replace(/^[^.]*\./, '');

function fullName({ title, steps }: Chain): string {
  const links = steps.map(({ step, parameters }) => {
    const parts = Object.entries(parameters).map(([name, value]) => `${name}=${plain(value)}`);
    return parts.length > 0 ? `${stepName(step)} (${parts.join(', ')})` : stepName(step);
  });
  return title === undefined ? links.join(' → ') : `${title}: ${links.join(' → ')}`;
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
