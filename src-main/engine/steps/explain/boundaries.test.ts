import { expect, it } from 'vitest';
import type { ScatterFigure } from '../../../contract/figure.ts';
import { formatLabel } from '../../../contract/text.ts';
import { fitOn } from '../predict/fixtures.ts';
import { requireStep, runDefinition } from '../registry.ts';
import { numberColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { cells, tableOf, testContext } from '../testing.ts';

/** A chequered plane: yes where both numbers are on the same side of their middle. */
function plane(): Table {
  const at = Array.from({ length: 100 }, (_, i) => [i % 10, Math.floor(i / 10)] as const);
  return tableOf({
    customer_id: { values: at.map((_, i) => `c${i}`), role: 'customerId' },
    visits: at.map(([x]) => x),
    spend: at.map(([, y]) => y),
    card: at.map((_, i) => (i % 3 ? 'gold' : '无')),
    right: at.map(([x, y]) => (x < 4.5 === y < 4.5 ? 'yes' : 'no')),
  });
}

async function draw(model: string, fitting: object = {}, parameters: object = {}) {
  const table = plane();
  const fitted = await fitOn(model, table, { target: 'right', features: ['visits', 'spend'], ...fitting });
  const context = testContext();
  const inputs = { table: [table], model: [fitted.model] };
  const out = await runDefinition(requireStep('explain.boundaries'), context, inputs, { nCells: 10, ...parameters });
  const { plane: figure, points, right } = out;
  return {
    figure: figure as ScatterFigure,
    points: points as Table,
    right: right as number,
    warnings: context.said.warnings,
  };
}

it('paints what a tree says, cell by cell, where a straight line cannot', async () => {
  const { figure, right, points } = await draw('tree', { maxDepth: 3, leastRows: 1 });
  const { ground } = figure;
  expect([ground!.nx, ground!.low, ground!.high]).toEqual([10, 'no', 'yes']);
  // Nine and a margin of a twentieth at either end, in ten cells: the middle of each lies near a row of the plane.
  expect(ground!.xRange).toEqual([-0.45, 9.45]);
  const wanted = cells(plane(), 'right').map((value) => (value === 'yes' ? 1 : 0));
  expect([...ground!.values].map(Math.round)).toEqual(wanted);
  expect(right).toBe(1);
  expect(cells(points, 'actual').slice(0, 2)).toEqual(['yes', 'yes']);
  expect(formatLabel(figure.title, 'en')).toBe('“yes” on 50% of the plane; 100% of the rows lie in their own colour');
  expect(formatLabel(figure.subtitle!, 'zh')).toContain('决策树');
  const line = await draw('logistic');
  expect(line.right).toBeLessThan(0.7);
});

it('holds other features at their usual value and says so', async () => {
  const { warnings, figure } = await draw('tree', { features: ['visits', 'card', 'spend'] });
  expect(formatLabel(warnings[0]!, 'en')).toContain('1 other');
  expect([figure.x.column, figure.y.column]).toEqual(['visits', 'spend']);
});

it('takes the two numbers that move predictions most where none is chosen', async () => {
  const table = plane();
  const wider = new Table([...table.columns, numberColumn('still', new Float64Array(table.nRows))], table.options());
  const fitted = await fitOn('tree', wider, {
    target: 'right',
    features: ['still', 'visits', 'spend'],
    maxDepth: 3,
    leastRows: 1,
  });
  const inputs = { table: [wider], model: [fitted.model] };
  const out = await runDefinition(requireStep('explain.boundaries'), testContext(), inputs, { nCells: 10 });
  const { x, y } = out.plane as ScatterFigure;
  expect(new Set([x.column, y.column])).toEqual(new Set(['visits', 'spend']));
});

it('keeps to where the rows are, and says who lies far beyond', async () => {
  const table = plane();
  const visits = Float64Array.from(cells(table, 'visits').map(Number));
  visits[0] = 5000;
  const far = table.with([numberColumn('visits', visits)]);
  const fitted = await fitOn('tree', far, { target: 'right', features: ['visits', 'spend'] });
  const context = testContext();
  const inputs = { table: [far], model: [fitted.model] };
  const out = await runDefinition(requireStep('explain.boundaries'), context, inputs, { nCells: 10, x: 'visits' });
  const { xRange } = (out.plane as ScatterFigure).ground!;
  expect(xRange[1]).toBeLessThan(12);
  expect(context.said.warnings).toMatchObject([{ code: 'far', values: { count: 1 } }]);
});

it('refuses what has no plane', async () => {
  await expect(draw('linear', { target: 'spend', features: ['visits'] })).rejects.toMatchObject({ code: 'target-unusable' }); // prettier-ignore
  await expect(draw('tree', { features: ['visits', 'card'] })).rejects.toMatchObject({ code: 'no-usable-column' });
  await expect(draw('tree', {}, { x: 'card' })).rejects.toMatchObject({ code: 'bad-parameter' });
  await expect(draw('tree', {}, { x: 'visits', y: 'visits' })).rejects.toMatchObject({ code: 'bad-parameter' });
});
