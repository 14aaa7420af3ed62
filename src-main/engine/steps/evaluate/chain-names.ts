import type { Chain } from '../../../contract/step.ts';

/**
 * Short names for chains in tables: their title, else the last step's name. Chains that would share a name show their parameters,
 * and a number where even these are equal.
 */
export function chainNames(chains: readonly Chain[]): string[] {
  const short = chains.map((chain) => chain.title ?? chain.steps.at(-1)?.step.replace(/^[^.]*\./, '') ?? '');
  const detailed = chains.map((chain, i) =>
    isShared(short, i) ? `${short[i] ?? ''}${parameterText(chain)}` : (short[i] ?? ''),
  );
  return detailed.map((name, i) => {
    const earlier = detailed.slice(0, i).filter((other) => other === name).length;
    return earlier > 0 ? `${name} #${earlier + 1}` : name;
  });
}

const isShared = (names: readonly string[], i: number): boolean =>
  names.some((other, j) => j !== i && other === names[i]);

function parameterText(chain: Chain): string {
  const parts = chain.steps.flatMap(({ parameters }) =>
    Object.entries(parameters).map(([name, value]) => `${name}=${plain(value)}`),
  );
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
