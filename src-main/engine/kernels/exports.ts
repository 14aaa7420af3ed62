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
  assignSingles(plan: Address, scratch: Address, start: number, end: number): void;
  assignDoubles(plan: Address, scratch: Address, start: number, end: number): void;
  measureSingles(plan: Address, scratch: Address, start: number, end: number): number;
  measureDoubles(plan: Address, scratch: Address, start: number, end: number): number;
  addMixture(
    rows: Address,
    nRows: number,
    d: number,
    k: number,
    isDiagonal: 0 | 1,
    means: Address,
    whiteners: Address,
    offsets: Address,
    panel: Address,
    deviations: Address,
    logs: Address,
    clusters: Address,
    mosts: Address,
    totals: Address,
    weights: Address,
    sums: Address,
    products: Address,
  ): void;
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
  productRow(plan: Address, scratch: Address, row: number): number;
  elasticItem(plan: Address, scratch: Address, item: number): number;
  solvePositive(a: Address, width: number, b: Address): void;
  followGradients(
    gram: Address,
    others: Address,
    columns: Address,
    weights: Address,
    offsets: number,
    nRows: number,
    width: number,
    x: number,
    work: Address,
    nSteps: number,
  ): void;
  gramOfSingles(rows: number, nRows: number, width: number, batch: number, strips: Address, sums: Address): void;
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
  rowMargins(rows: Address, nRows: number, n: number, rule: Address, stride: number, out: Address): void;
  addFactored(rows: Address, nRows: number, n: number, factors: Address, sums: Address): void;
  factorRows(rows: Address, nRows: number, n: number, factors: Address, out: Address): void;
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
  productDoubles(rows: Address, nRows: number, n: number, b: Address, nStrips: number, out: Address): void;
  sparseTimes(
    offsets: Address,
    columns: Address,
    values: Address,
    dense: Address,
    width: number,
    out: Address,
    start: number,
    end: number,
  ): void;
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
  productSingles(
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
    panel: Address,
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
  sortOutReferences(
    nRows: number,
    k: number,
    slacks: Address,
    counts: Address,
    capacity: number,
    distances: Address,
    places: Address,
    scratch: Address,
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
  fillHistograms(words: Address, pairs: Address, rows: Address | 0, n: number, shift: number, histogram: Address): void;
  parting(bins: Address, rows: Address, n: number, goesLeft: Address, spare: Address): number;
  subtractHistograms(from: Address, taken: Address, nBins: number): void;
  bestSplit(
    histogram: Address,
    nBins: number,
    shift: number,
    node: Address,
    rules: Address,
    monotone: number,
    best: Address,
  ): number;
  layoutSteps(
    places: Address,
    firstRow: number,
    nRows: number,
    offsets: Address,
    tails: Address,
    weights: Address,
    epoch: number,
    a: number,
    b: number,
    repulsion: number,
    rate: number,
    nNegatives: number,
    nOthers: number,
    moves: 0 | 1,
    given: number,
  ): number;
  quadForces(
    nodes: Address,
    nBytes: number,
    xs: Address,
    ys: Address,
    nRows: number,
    pushX: Address,
    pushY: Address,
    sums: Address,
  ): void;
  svmLiken(
    panels: Address,
    nPanels: number,
    n: number,
    point: Address,
    square: number,
    squares: Address,
    kind: number,
    gamma: number,
    offset: number,
    degree: number,
    room: Address,
    out: Address,
  ): void;
  svmSum(
    panels: Address,
    nPanels: number,
    n: number,
    point: Address,
    square: number,
    squares: Address,
    kind: number,
    gamma: number,
    offset: number,
    degree: number,
    room: Address,
    weights: Address,
  ): number;
  svmSlide(
    n: number,
    pulls: Address,
    a: Address,
    byA: number,
    b: Address,
    byB: number,
    rise: Address,
    strongest: Address,
  ): number;
  svmPartner(
    n: number,
    pulls: Address,
    fall: Address,
    diagonal: Address,
    own: Address,
    ownDiagonal: number,
    strongest: number,
    found: Address,
  ): number;
}
