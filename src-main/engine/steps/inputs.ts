import { ClienteleError } from '../../contract/errors.ts';
import type { InputPort, StepInfo, TablePort } from '../../contract/step.ts';
import type { Entity } from '../../contract/table.ts';
import type { Text } from '../../contract/text.ts';
import type { Table } from '../table/table.ts';

const ENTITY_NAMES: Readonly<Record<Entity, Text>> = {
  customer: { en: 'customer', zh: '顾客' },
  product: { en: 'product', zh: '商品' },
  order: { en: 'order', zh: '订单' },
  none: { en: 'no key', zh: '无主键的行' },
};

/**
 * Puts the inputs of a panel into the form its step reads: one value, a list, or null at an optional port.
 *
 * @param inputs lists by port, in the order they were connected.
 * @throws missing-input, missing-role, wrong-entity
 */
export function arrangeInputs(
  info: Pick<StepInfo, 'needs'>,
  inputs: Readonly<Record<string, readonly unknown[]>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(info.needs).map(([name, port]) => [name, arrangePort(port, inputs[name] ?? [])]),
  );
}

function arrangePort(port: InputPort, given: readonly unknown[]): unknown {
  if (port.kind === 'chain') {
    const chains = given.length > 0 ? given : port.default;
    if (chains.length < port.min) throw new ClienteleError('missing-input', { input: port.label });
    return chains;
  }
  if (given.length === 0 && !port.optional) throw new ClienteleError('missing-input', { input: port.label });
  if (port.kind === 'table') for (const table of given) checkTable(port, table as Table);
  return port.max === 1 ? (given[0] ?? null) : given;
}

function checkTable(port: TablePort, table: Table): void {
  for (const role of port.roles) table.role(role);
  if (port.entity !== 'any' && table.entity !== port.entity) {
    throw new ClienteleError('wrong-entity', { needed: ENTITY_NAMES[port.entity], got: ENTITY_NAMES[table.entity] });
  }
}
