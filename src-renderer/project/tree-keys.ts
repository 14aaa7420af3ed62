import type { Branch, TreeItem } from './tree-model.ts';

/** What a key asks of the tree. */
export type TreeMove =
  | { readonly do: 'focus'; readonly id: string }
  | { readonly do: 'open' | 'close'; readonly branch: Branch }
  | { readonly do: 'activate' | 'rename' | 'delete' | 'menu'; readonly id: string };

/** The next line from `from` on whose name begins with what was typed. */
function typedAhead(
  items: readonly TreeItem[],
  from: number,
  typed: string,
  nameOf: (item: TreeItem) => string,
): string | null {
  const order = [...items.slice(from + 1), ...items.slice(0, from + 1)];
  return order.find((item) => nameOf(item).toLowerCase().startsWith(typed.toLowerCase()))?.id ?? null;
}

/**
 * What a key does on a line of a tree, as the ARIA pattern for tree views has it.
 *
 * @param items the lines on screen.
 * @returns null for a key that means nothing here.
 */
export function treeMove(
  key: string,
  items: readonly TreeItem[],
  at: string,
  closed: ReadonlySet<Branch>,
  nameOf: (item: TreeItem) => string,
): TreeMove | null {
  const index = items.findIndex(({ id }) => id === at);
  const item = items[index];
  if (!item) return null;
  const focus = (to: TreeItem | undefined): TreeMove | null => (to ? { do: 'focus', id: to.id } : null);
  const isHeading = item.leaf === null;
  const isOpen = isHeading && !closed.has(item.branch);
  switch (key) {
    case 'ArrowDown':
      return focus(items[index + 1]);
    case 'ArrowUp':
      return focus(items[index - 1]);
    case 'Home':
      return focus(items[0]);
    case 'End':
      return focus(items.at(-1));
    case 'ArrowRight':
      if (!isHeading) return null;
      return isOpen ? focus(items[index + 1]) : { do: 'open', branch: item.branch };
    case 'ArrowLeft':
      if (isOpen) return { do: 'close', branch: item.branch };
      return isHeading ? null : focus(items.findLast((other, i) => i < index && other.level < item.level));
    case 'Enter':
    case ' ':
      return { do: 'activate', id: at };
    case 'F2':
      return { do: 'rename', id: at };
    case 'Delete':
      return { do: 'delete', id: at };
    case 'ContextMenu':
      return { do: 'menu', id: at };
  }
  if (key.length !== 1) return null;
  const found = typedAhead(items, index, key, nameOf);
  return found === null ? null : { do: 'focus', id: found };
}
