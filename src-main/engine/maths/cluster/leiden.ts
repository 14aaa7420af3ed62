import type { Random } from '../random.ts';
import type { Graph } from './neighbour-graph.ts';

/** Communities of a graph. */
export interface Communities {
  /** By node, numbered as found. */
  readonly clusters: Int32Array;
  readonly nClusters: number;
  /** Modularity at the resolution asked for. */
  readonly quality: number;
}

/** A graph whose nodes may stand for several, with the weight of what they hold inside. */
interface Level extends Graph {
  /** The summed weight of each node's edges, those inside it twice. */
  readonly strengths: Float64Array;
}

/** Gains below this are rounding, and moving for them could go on for ever. */
const LEAST_GAIN = 1e-12;

/**
 * The Leiden algorithm: nodes move to the neighbouring community that raises modularity most, communities are refined so that each
 * hangs together, what was refined becomes one node, and so on until nothing moves.
 *
 * Traag, Waltman & van Eck (2019), doi:10.1038/s41598-019-41695-z; modularity with a resolution after Reichardt & Bornholdt
 * (2006), doi:10.1103/PhysRevE.74.016110. Departure from the paper: refining takes the best merge, not one by chance.
 *
 * @param resolution above 1 gives more and smaller communities. @param look called now and then; what it throws ends the work.
 */
export function leiden(
  graph: Graph,
  resolution: number,
  random: Random,
  look: () => void = () => undefined,
): Communities {
  let clusters = Int32Array.from({ length: graph.nNodes }, (_, node) => node);
  let quality = -Infinity;
  // A further round begins from what the last one found, on the nodes themselves.
  for (;;) {
    const next = oneRound(graph, clusters, resolution, random, look);
    const found = modularity(graph, next, resolution);
    if (!(found > quality + LEAST_GAIN)) break;
    [clusters, quality] = [next, found];
  }
  const compact = renumber(clusters);
  return { clusters: compact.of, nClusters: compact.n, quality };
}

/**
 * The Louvain method: as {@link leiden}, but whole communities become one node, and there is one round. A community may fall apart into
 * pieces that have nothing to do with each other.
 *
 * Blondel, Guillaume, Lambiotte & Lefebvre (2008), doi:10.1088/1742-5468/2008/10/P10008.
 */
export function louvain(
  graph: Graph,
  resolution: number,
  random: Random,
  look: () => void = () => undefined,
): Communities {
  const alone = Int32Array.from({ length: graph.nNodes }, (_, node) => node);
  const compact = renumber(oneRound(graph, alone, resolution, random, look, false));
  return { clusters: compact.of, nClusters: compact.n, quality: modularity(graph, compact.of, resolution) };
}

function oneRound(
  graph: Graph,
  from: Int32Array,
  resolution: number,
  random: Random,
  look: () => void,
  refines = true,
): Int32Array<ArrayBuffer> {
  let level: Level = { ...graph, strengths: strengthsOf(graph) };
  let community = renumber(from).of;
  // Which node of the present level each node of the graph is in.
  let inLevel = Int32Array.from({ length: graph.nNodes }, (_, node) => node);
  for (;;) {
    moveNodes(level, community, resolution, random, look);
    const { of: moved, n } = renumber(community);
    if (n === level.nNodes) return Int32Array.from(inLevel, (node) => moved[node]!);
    const refined = renumber(refines ? refine(level, moved, resolution, random) : moved);
    // Where nothing was merged within communities the level cannot shrink further.
    if (refined.n === level.nNodes) return Int32Array.from(inLevel, (node) => moved[node]!);
    const next = aggregate(level, refined.of, refined.n);
    const above = new Int32Array(refined.n);
    for (let node = 0; node < level.nNodes; node++) above[refined.of[node]!] = moved[node]!;
    inLevel = inLevel.map((node) => refined.of[node]!);
    [level, community] = [next, above];
  }
}

function strengthsOf({ nNodes, starts, weights }: Graph): Float64Array {
  return Float64Array.from({ length: nNodes }, (_, node) => {
    let sum = 0;
    for (let e = starts[node]!; e < starts[node + 1]!; e++) sum += weights[e]!;
    return sum;
  });
}

/** Moves nodes until none gains (the queue of Traag et al.'s fast local move). `community` is changed. */
function moveNodes(level: Level, community: Int32Array, resolution: number, random: Random, look: () => void): void {
  const { nNodes, starts, targets, weights, strengths } = level;
  const total = strengths.reduce((sum, strength) => sum + strength, 0);
  if (total === 0) return;
  const sums = new Float64Array(nNodes);
  for (let node = 0; node < nNodes; node++) sums[community[node]!]! += strengths[node]!;
  const empty: number[] = [];
  const members = new Int32Array(nNodes);
  for (const own of community) members[own]!++;
  for (let k = nNodes - 1; k >= 0; k--) if (members[k] === 0) empty.push(k);
  const queue = random.permutation(nNodes);
  const isWaiting = new Uint8Array(nNodes).fill(1);
  const toward = new Float64Array(nNodes);
  const near: number[] = [];
  // A ring: a node waits at most once, so that it never overflows.
  let [head, length] = [0, nNodes];
  for (let done = 0; length > 0; done++) {
    if (done % 1024 === 0) look();
    const node = queue[head]!;
    head = (head + 1) % nNodes;
    length--;
    isWaiting[node] = 0;
    const own = community[node]!;
    const strength = strengths[node]!;
    near.length = 0;
    for (let e = starts[node]!; e < starts[node + 1]!; e++) {
      const other = community[targets[e]!]!;
      if (toward[other] === 0) near.push(other);
      toward[other]! += weights[e]!;
    }
    sums[own]! -= strength;
    const gainOf = (other: number): number => toward[other]! - (resolution * strength * sums[other]!) / total;
    let [best, most] = [own, gainOf(own)];
    for (const other of near) {
      const gain = gainOf(other);
      if (gain > most + LEAST_GAIN || (gain > most - LEAST_GAIN && other < best && gain > gainOf(own) + LEAST_GAIN))
        [best, most] = [other, gain];
    }
    // Alone a node gains nothing, which may be more than where it is.
    if (most < -LEAST_GAIN && members[own]! > 1) best = empty.pop() ?? own;
    sums[best]! += strength;
    for (const other of near) toward[other] = 0;
    if (best === own) continue;
    community[node] = best;
    members[own]!--;
    if (members[own] === 0) empty.push(own);
    members[best]!++;
    for (let e = starts[node]!; e < starts[node + 1]!; e++) {
      const other = targets[e]!;
      if (community[other] === best || isWaiting[other]) continue;
      queue[(head + length++) % nNodes] = other;
      isWaiting[other] = 1;
    }
  }
}

/** Communities within communities, each of nodes that hang together: nodes begin alone and join once. */
function refine(level: Level, community: Int32Array, resolution: number, random: Random): Int32Array {
  const { nNodes, starts, targets, weights, strengths } = level;
  const total = strengths.reduce((sum, strength) => sum + strength, 0);
  const ofWhole = new Float64Array(nNodes);
  for (let node = 0; node < nNodes; node++) ofWhole[community[node]!]! += strengths[node]!;
  const refined = Int32Array.from({ length: nNodes }, (_, node) => node);
  const sums = strengths.slice();
  const sizes = new Int32Array(nNodes).fill(1);
  /** The weight of edges from each refined community to the rest of the community around it. */
  const outward = new Float64Array(nNodes);
  for (let node = 0; node < nNodes; node++)
    for (let e = starts[node]!; e < starts[node + 1]!; e++)
      if (community[targets[e]!] === community[node]) outward[node]! += weights[e]!;
  const isWellConnected = (part: number, whole: number): boolean =>
    total > 0 && outward[part]! >= (resolution * sums[part]! * (ofWhole[whole]! - sums[part]!)) / total;
  const toward = new Float64Array(nNodes);
  const near: number[] = [];
  for (const node of random.permutation(nNodes)) {
    const whole = community[node]!;
    if (sizes[refined[node]!] !== 1 || !isWellConnected(refined[node]!, whole)) continue;
    near.length = 0;
    for (let e = starts[node]!; e < starts[node + 1]!; e++) {
      const other = targets[e]!;
      if (community[other] !== whole) continue;
      if (toward[refined[other]!] === 0) near.push(refined[other]!);
      toward[refined[other]!]! += weights[e]!;
    }
    const own = refined[node]!;
    let [best, most] = [own, 0];
    for (const part of near) {
      if (!isWellConnected(part, whole)) continue;
      const gain = toward[part]! - (resolution * strengths[node]! * sums[part]!) / total;
      if (gain > most) [best, most] = [part, gain];
    }
    if (best !== own) {
      outward[best] = outward[best]! + outward[own]! - 2 * toward[best]!;
      sums[best]! += strengths[node]!;
      sums[own] = outward[own] = sizes[own] = 0;
      sizes[best]!++;
      refined[node] = best;
    }
    for (const part of near) toward[part] = 0;
  }
  return refined;
}

/** One node for each refined community. */
function aggregate(level: Level, of: Int32Array, n: number): Level {
  const strengths = new Float64Array(n);
  const members = new Int32Array(n + 1);
  for (let node = 0; node < level.nNodes; node++) {
    strengths[of[node]!]! += level.strengths[node]!;
    members[of[node]! + 1]!++;
  }
  for (let k = 0; k < n; k++) members[k + 1]! += members[k]!;
  const at = members.slice();
  const inOrder = new Int32Array(level.nNodes);
  for (let node = 0; node < level.nNodes; node++) inOrder[at[of[node]!]!++] = node;
  const starts = new Int32Array(n + 1);
  const targets: number[] = [];
  const weights: number[] = [];
  const toward = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const near: number[] = [];
    for (let i = members[k]!; i < members[k + 1]!; i++) {
      const node = inOrder[i]!;
      for (let e = level.starts[node]!; e < level.starts[node + 1]!; e++) {
        const other = of[level.targets[e]!]!;
        if (other === k) continue;
        if (toward[other] === 0) near.push(other);
        toward[other]! += level.weights[e]!;
      }
    }
    for (const other of near.sort((a, b) => a - b)) {
      targets.push(other);
      weights.push(toward[other]!);
      toward[other] = 0;
    }
    starts[k + 1] = targets.length;
  }
  return { nNodes: n, starts, targets: Int32Array.from(targets), weights: Float64Array.from(weights), strengths };
}

/** Numbers from 0 without gaps, in the order of first appearance. */
function renumber(of: Int32Array): { of: Int32Array<ArrayBuffer>; n: number } {
  const numbers = new Map<number, number>();
  const compact = Int32Array.from(of, (own) => {
    const known = numbers.get(own);
    if (known !== undefined) return known;
    numbers.set(own, numbers.size);
    return numbers.size - 1;
  });
  return { of: compact, n: numbers.size };
}

/** How much more weight lies within groups than chance would put there: Σ (inside − γ · strength² / total) / total. */
export function modularity(graph: Graph, clusters: Int32Array, resolution: number): number {
  const strengths = strengthsOf(graph);
  const total = strengths.reduce((sum, strength) => sum + strength, 0);
  if (total === 0) return 0;
  const n = clusters.reduce((most, cluster) => Math.max(most, cluster + 1), 0);
  const [inside, sums] = [new Float64Array(n), new Float64Array(n)];
  for (let node = 0; node < graph.nNodes; node++) {
    const own = clusters[node]!;
    sums[own]! += strengths[node]!;
    for (let e = graph.starts[node]!; e < graph.starts[node + 1]!; e++)
      if (clusters[graph.targets[e]!] === own) inside[own]! += graph.weights[e]!;
  }
  let quality = 0;
  for (let k = 0; k < n; k++) quality += inside[k]! / total - resolution * (sums[k]! / total) ** 2;
  return quality;
}
