import { addLeaf, measureGradients, writeGradients, writeLosses, type TreeGradientsShared } from './tree-gradients.ts';
import { treeNodes, type TreeNodesShared } from './tree-nodes.ts';
import { partRows } from './tree-parts.ts';

/** What threads that boost trees together share. */
export interface TreeTeamShared {
  readonly ground: TreeNodesShared;
  readonly rows: TreeGradientsShared;
  /** What is to be done, by its number, and up to four numbers about it. */
  readonly order: Int32Array;
}

/** Numbers of an order. */
export const ORDER_NUMBERS = 5;

/** What a task of each kind does, told its number and the numbers about it. */
const TASKS = {
  nodes: (group, { ground }) => treeNodes(group, group + 1, ground),
  parts: (part, { ground }, feature, from, to, size) => partRows(part, { feature, from, to, size }, ground),
  measure: (block, { rows }, output) => measureGradients(block, output, rows),
  gradients: (block, { rows }, output) => writeGradients(block, output, rows),
  leaves: (leaf, { rows }) => addLeaf(leaf, rows),
  losses: (block, { rows }) => writeLosses(block, rows),
} satisfies Record<string, (task: number, shared: TreeTeamShared, a: number, b: number, c: number, d: number) => void>;

export type TreeTask = keyof typeof TASKS;

const KINDS = Object.keys(TASKS) as TreeTask[];

/** Says what the tasks are that are done next. */
export function orderTasks(order: Int32Array, kind: TreeTask, about: readonly number[]): void {
  order[0] = KINDS.indexOf(kind);
  order.set(about, 1);
}

/** Does one task of those ordered. */
export function treeTeam(task: number, _end: number, shared: TreeTeamShared): null {
  const { order } = shared;
  TASKS[KINDS[order[0]!]!](task, shared, order[1]!, order[2]!, order[3]!, order[4]!);
  return null;
}
