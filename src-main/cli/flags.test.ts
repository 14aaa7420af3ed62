import { expect, it } from 'vitest';
import { requireStep } from '../engine/steps/registry.ts';
import { parametersFromFlags } from './flags.ts';

it('takes a text as it stands, though it begins as a list does', () => {
  const { info } = requireStep('prepare.derive');
  const flags = { name: 'double', expression: '[unit price] * 2' };
  expect(parametersFromFlags(info, flags, new Set())).toEqual(flags);
});

it('reads lists of numbers and of names', () => {
  const { info } = requireStep('features.windows');
  expect(parametersFromFlags(info, { days: '7,30', values: 'paid,weight' }, new Set())).toEqual({
    days: [7, 30],
    values: ['paid', 'weight'],
  });
});
