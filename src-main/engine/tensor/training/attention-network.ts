import { byLayer, type LayerSpec, type Network } from './network.ts';

/** What an {@link attentionNetwork} is built of. */
interface AttentionShape {
  readonly nItemCodes: number;
  /** 0 where nothing is known of customers. */
  readonly nTraitCodes: number;
  readonly length: number;
  readonly size: number;
  readonly blocks: number;
  readonly heads: number;
}

/** Places of vectors that are no item of the history: behind the places of those, newest first. */
export const PLACES_BESIDE = 2;

/**
 * Vectors of items, of what customers are and of places; blocks in which all look; and norms of the customer and of the candidate before
 * their product, which is the score.
 *
 * Vaswani et al. (2017), Attention is all you need, arXiv:1706.03762.
 */
export function attentionNetwork(shape: AttentionShape): LayerSpec[] {
  const { nItemCodes, nTraitCodes, length, size, blocks, heads } = shape;
  const block = { kind: 'transformer', length, size, nHeads: heads, nHidden: size, dropout: 0, sees: 'all' } as const;
  const norm = { kind: 'layerNorm', n: size } as const;
  return [
    { kind: 'embedding', nCodes: nItemCodes, size },
    // A backend learns nothing of vectors that nobody reads.
    ...(nTraitCodes > 0 ? [{ kind: 'embedding', nCodes: nTraitCodes, size } as const] : []),
    { kind: 'places', length: length + PLACES_BESIDE, size },
    ...Array.from({ length: blocks }, () => block),
    norm,
    norm,
  ];
}

/** A list that runs parallel to a network’s parameters, by what they are for. */
export function attentionParts<T>(network: Network, all: readonly T[]) {
  const own = byLayer(network, all);
  const isPlaces = network.findIndex(({ kind }) => kind === 'places');
  const layers = network.filter((layer) => layer.kind === 'transformer');
  return {
    items: own[0]![0]!,
    traits: isPlaces === 2 ? own[1]![0]! : null,
    places: own[isPlaces]![0]!,
    blocks: { layers, own: own.slice(isPlaces + 1, -2) },
    customerNorm: own.at(-2)!,
    candidateNorm: own.at(-1)!,
  };
}
