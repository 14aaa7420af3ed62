import { expect, it } from 'vitest';
import type { Chain, StepInfo } from '../../src-main/contract/step.ts';
import { inputsOfLink, tableAfterLink } from './chain-panels.ts';

const member: Chain = { steps: [{ step: 'predict.tree', parameters: {} }] };

/** As `prepare.impute` and `predict.voting` describe themselves. */
const impute = {
  needs: { table: { kind: 'table' } },
  gives: { counts: { kind: 'metric' }, filled: { kind: 'table' } },
} as unknown as StepInfo;
const voting = { needs: { models: { kind: 'chain' }, table: { kind: 'table' } } } as unknown as StepInfo;

it('connects the panels of a chain one after the other, and an ensemble to its members', () => {
  const dataset = { from: 'dataset', datasetId: 'd' } as const;
  expect(inputsOfLink({ step: 'prepare.impute', parameters: {} }, impute, dataset)).toEqual({ table: [dataset] });
  const filled = tableAfterLink('p1', impute);
  expect(filled).toEqual({ from: 'panel', panelId: 'p1', output: 'filled' });
  const link = { step: 'predict.voting', parameters: {}, chains: { models: [member] } };
  expect(inputsOfLink(link, voting, filled)).toEqual({ table: [filled], models: [{ from: 'chain', chain: member }] });
  expect(inputsOfLink(link, voting, null)).toEqual({ models: [{ from: 'chain', chain: member }] });
});
