/** The address of an array in a module's memory, in bytes. */
export type Address = number & { readonly address: true };

/** The functions of the compiled modules; what they compute is said beside their sources in `assembly/`. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  firstFreeByte(): number;
  growTree(
    rows: Address,
    stride: number,
    nSlots: number,
    nFeatures: number,
    point: Address,
    joined: number,
    cores: Address,
    core: number,
    reach: Address,
    parents: Address,
  ): number;
  nearestWard(
    centres: Address,
    sizes: Address,
    stride: number,
    nSlots: number,
    nFeatures: number,
    point: Address,
    size: number,
    result: Address,
  ): number;
  nearestCentres(
    rows: Address,
    places: Address,
    norms: Address,
    nRows: number,
    nFeatures: number,
    panel: Address,
    centres: Address,
    centreNorms: Address,
    nGroups: number,
    rowError: number,
    centreError: number,
    clusters: Address,
    gaps: Address,
    changed: Address,
  ): number;
  addWeighted(
    rows: Address,
    weights: Address,
    n: number,
    width: number,
    strips: Address,
    scaled: Address,
    a: Address,
    b: Address,
  ): void;
  solvePositive(a: Address, width: number, b: Address): void;
  solveByGradients(
    gram: Address,
    rows: Address,
    weights: Address,
    n: number,
    width: number,
    x: Address,
    work: Address,
    nSteps: number,
  ): void;
  rankPairs(
    users: Address,
    items: Address,
    biases: Address,
    width: number,
    entryUsers: Address,
    entryItems: Address,
    nEntries: number,
    offsets: Address,
    columns: Address,
    firstItem: number,
    shares: Address,
    others: Address,
    nItems: number,
    rate: number,
    decay: number,
    state: Address,
  ): number;
  packStrips(rows: Address, nRows: number, n: number, ones: 0 | 1, nStrips: number, strips: Address): void;
  takeShift(rows: Address, nRows: number, n: number, shift: Address): void;
  crossProduct(
    a: Address,
    nStripsA: number,
    b: Address,
    nStripsB: number,
    nRows: number,
    symmetric: 0 | 1,
    c: Address,
  ): void;
  rowsTimes(rows: Address, nRows: number, n: number, b: Address, nStrips: number, out: Address): void;
  addDistances(
    panels: Address,
    nPanels: number,
    nFeatures: number,
    others: Address,
    nOthers: number,
    clusters: Address,
    nGroupings: number,
    nClusters: number,
    sums: Address,
  ): void;
  staleRows(start: number, nRows: number, clusters: Address, drift: Address, gaps: Address, stale: Address): number;
  netProduct(
    a: Address,
    aRowBytes: number,
    aColumnBytes: number,
    b: Address,
    bias: Address | 0,
    c: Address,
    m: number,
    n: number,
    k: number,
    rectified: 0 | 1,
  ): void;
  netTranspose(w: Address, rows: number, columns: number, out: Address): void;
  netColumnSums(x: Address, m: number, n: number, out: Address): void;
  netRectifySlope(slope: Address, output: Address, n: number): void;
  netScaleBy(x: Address, factors: Address, n: number): void;
  netSquaredError(y: Address, target: Address, slope: Address, n: number, scale: number): number;
  netSquares(x: Address, n: number): number;
  netAdam(
    w: Address,
    g: Address,
    mean: Address,
    variance: Address,
    n: number,
    clip: number,
    decay: number,
    rate: number,
    beta1: number,
    beta2: number,
    spread: number,
    epsilon: number,
  ): void;
  offerReferences(
    panel: Address,
    nFeatures: number,
    references: Address,
    norms: Address,
    nGroups: number,
    first: number,
    k: number,
    slacks: Address,
    limits: Address,
    counts: Address,
    capacity: number,
    distances: Address,
    places: Address,
    scratch: Address,
  ): void;
}
