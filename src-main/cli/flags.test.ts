import { expect, it } from 'vitest';
import { requireStep } from '../engine/steps/registry.ts';
import { dayFlag, parametersFromFlags, readArguments } from './flags.ts';

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

it('reads a day as its midnight, and refuses what is none', () => {
  expect(dayFlag(readArguments(['--as-of', '2024-03-01']), 'as-of')).toBe(Date.UTC(2024, 2, 1));
  expect(dayFlag(readArguments([]), 'as-of')).toBeNull();
  for (const text of ['March', '2024-02-3x', '2024-13-01'])
    expect(() => dayFlag(readArguments(['--as-of', text]), 'as-of')).toThrow(/2026-01-31/);
});
