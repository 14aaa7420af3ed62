import { expect, it } from 'vitest';
import type { Panel, PanelView } from '../../src-main/contract/project.ts';
import type { TableInfo } from '../../src-main/contract/table.ts';
import { scoreColumn, thresholdFor } from './scored.ts';

const column = (name: string, type: 'number' | 'text') => ({ name, type, role: null, unit: null, label: null });
const table = (entity: TableInfo['entity'], ...columns: ReturnType<typeof column>[]): TableInfo => ({
  entity,
  columns,
  nRows: 3,
  currency: null,
  notProducts: [],
});

it('finds the chance or the number by which customers were scored', () => {
  const said = column('predicted', 'text');
  expect(scoreColumn(table('customer', said, column('probability', 'number')))?.name).toBe('probability');
  expect(scoreColumn(table('customer', column('predicted', 'number')))?.name).toBe('predicted');
  expect(scoreColumn(table('none', said, column('probability', 'number')))).toBeNull();
  expect(scoreColumn(table('customer', column('probability', 'number')))).toBeNull();
  expect(scoreColumn(table('customer', said, column('probability_a', 'number')))).toBeNull();
  expect(scoreColumn(undefined)).toBeNull();
});

it('begins where the model says yes', () => {
  const panel = (id: string, parameters: object, inputs: object = {}) =>
    ({ id, parameters, inputs }) as unknown as Panel;
  const fit = panel('fit', { threshold: 0.3 });
  const apply = panel('apply', {}, { model: [{ from: 'panel', panelId: 'fit', output: 'model' }] });
  const views = [{ panel: fit }, { panel: apply }] as unknown as PanelView[];
  expect([thresholdFor(fit, views), thresholdFor(apply, views), thresholdFor(apply, [])]).toEqual([0.3, 0.3, 0.5]);
});
