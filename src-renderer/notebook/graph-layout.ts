/** Something in the graph, with what it reads. */
export interface GraphNode {
  readonly id: string;
  readonly reads: readonly string[];
}

export interface PlacedNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  /** Of an SVG path. */
  readonly path: string;
}

export interface GraphLayout {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 52;
const GAP_X = 24;
const GAP_Y = 52;
const MARGIN = 16;
/** The room of an edge that passes between nodes. */
const PASS_WIDTH = 12;
/** More passes change nothing that one sees. */
const PASSES = 6;

/** How far each node is from what reads nothing: it stands a layer below the lowest that it reads. A cycle ends where it began. */
function layersOf(nodes: readonly GraphNode[]): Map<string, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const layers = new Map<string, number>();
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const known = layers.get(id);
    if (known !== undefined) return known;
    const node = byId.get(id);
    if (!node || path.has(id)) return -1;
    const below = new Set(path).add(id);
    const layer = 1 + Math.max(-1, ...node.reads.map((read) => visit(read, below)));
    layers.set(id, layer);
    return layer;
  };
  for (const { id } of nodes) visit(id, new Set());
  return layers;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Puts what is connected near each other: each layer in turn is sorted by the middle of its neighbours. */
function orderLayers(rows: Slot[][], { above, below }: Neighbours): void {
  for (let pass = 0; pass < PASSES; pass++) {
    const isDown = pass % 2 === 0;
    for (const row of isDown ? rows : [...rows].reverse()) {
      const places = new Map(
        rows.flatMap((slots) => slots.map(({ id }, at) => [id, (at + 0.5) / slots.length] as const)),
      );
      const middle = ({ id }: Slot): number => {
        const near = ((isDown ? above : below).get(id) ?? []).flatMap((other) => places.get(other) ?? []);
        return near.length > 0 ? mean(near) : (places.get(id) ?? 0);
      };
      const middles = new Map(row.map((slot) => [slot, middle(slot)]));
      row.sort((a, b) => middles.get(a)! - middles.get(b)!);
    }
  }
}

/** A place in a layer: a node, or where a longer edge passes through. */
interface Slot {
  readonly id: string;
  readonly width: number;
}

/** The slots of each layer; an edge over several layers gets one in each that it passes, so that it runs past the nodes there. */
function slotsOf(nodes: readonly GraphNode[], layers: ReadonlyMap<string, number>) {
  const known = new Set(nodes.map(({ id }) => id));
  const rows: Slot[][] = [];
  const put = (row: number, slot: Slot): void => void (rows[row] ??= []).push(slot);
  const routes: string[][] = [];
  for (const { id } of nodes) put(layers.get(id) ?? 0, { id, width: NODE_WIDTH });
  for (const { id, reads } of nodes) {
    for (const read of reads) {
      if (!known.has(read) || read === id) continue;
      const [from, to] = [layers.get(read) ?? 0, layers.get(id) ?? 0];
      const route = [read];
      for (let row = from + 1; row < to; row++) {
        const slot = { id: `${read} ${id} ${row}`, width: PASS_WIDTH };
        put(row, slot);
        route.push(slot.id);
      }
      routes.push([...route, id]);
    }
  }
  return { rows, routes };
}

interface Neighbours {
  readonly above: Map<string, string[]>;
  readonly below: Map<string, string[]>;
}

function neighboursOf(routes: readonly (readonly string[])[]): Neighbours {
  const [above, below] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const add = (map: Map<string, string[]>, key: string, id: string): void =>
    void map.set(key, [...(map.get(key) ?? []), id]);
  for (const route of routes) {
    for (const [i, id] of route.slice(1).entries()) {
      add(above, id, route[i]!);
      add(below, route[i]!, id);
    }
  }
  return { above, below };
}

const widthOf = (row: readonly Slot[]): number => row.reduce((sum, { width }) => sum + width + GAP_X, -GAP_X);

/** Where the middle of each slot is. */
function placeSlots(rows: readonly (readonly Slot[])[], width: number): Map<string, { x: number; y: number }> {
  const places = new Map<string, { x: number; y: number }>();
  rows.forEach((row, at) => {
    let x = (width - widthOf(row)) / 2;
    for (const slot of row) {
      places.set(slot.id, { x: x + slot.width / 2, y: MARGIN + at * (NODE_HEIGHT + GAP_Y) });
      x += slot.width + GAP_X;
    }
  });
  return places;
}

/**
 * A graph drawn in layers from top to bottom, what is read above what reads it.
 *
 * @param nodes in the order of the notebook, which decides between equals.
 */
export function layoutGraph(nodes: readonly GraphNode[]): GraphLayout {
  const { rows, routes } = slotsOf(nodes, layersOf(nodes));
  orderLayers(rows, neighboursOf(routes));
  const width = 2 * MARGIN + Math.max(NODE_WIDTH, ...rows.map(widthOf));
  const height = 2 * MARGIN + Math.max(1, rows.length) * (NODE_HEIGHT + GAP_Y) - GAP_Y;
  const places = placeSlots(rows, width);
  const placed = nodes.map(({ id }) => ({ id, x: places.get(id)!.x - NODE_WIDTH / 2, y: places.get(id)!.y }));
  const edges = routes.map((route) => ({
    from: route[0]!,
    to: route.at(-1)!,
    path: pathThrough(route.map((id) => places.get(id)!)),
  }));
  return { nodes: placed, edges, width, height };
}

/** A curve from below the first place to above the last; straight where it passes between nodes. */
function pathThrough(places: readonly { x: number; y: number }[]): string {
  const [first] = places;
  let path = `M${first!.x} ${first!.y + NODE_HEIGHT}`;
  for (const [i, { x, y }] of places.slice(1).entries()) {
    const from = places[i]!;
    const start = from.y + NODE_HEIGHT;
    const middle = (start + y) / 2;
    path += `C${from.x} ${middle} ${x} ${middle} ${x} ${y}`;
    if (i < places.length - 2) path += `V${y + NODE_HEIGHT}`;
  }
  return path;
}
