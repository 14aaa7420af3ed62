import type { Chain, InputRef, InputRefs, StepInfo } from '../../src-main/contract/step.ts';

/** What the panel of a chain's link is connected to: the table that runs through the chain, and the chains that the link is made of. */
export function inputsOfLink(
  { chains = {} }: Chain['steps'][number],
  info: Pick<StepInfo, 'needs'>,
  table: InputRef | null,
): InputRefs {
  const port = Object.entries(info.needs).find(([, { kind }]) => kind === 'table')?.[0];
  const members = Object.entries(chains).map(([name, list]): [string, InputRef[]] => [
    name,
    list.map((chain) => ({ from: 'chain', chain })),
  ]);
  return { ...Object.fromEntries(members), ...(port !== undefined && table ? { [port]: [table] } : {}) };
}

/** The table that the next link reads: the first that the panel of this one gives; null where it gives none. */
export function tableAfterLink(panelId: string, info: Pick<StepInfo, 'gives'>): InputRef | null {
  const output = Object.entries(info.gives).find(([, { kind }]) => kind === 'table')?.[0];
  return output === undefined ? null : { from: 'panel', panelId, output };
}
