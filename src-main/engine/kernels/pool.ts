/** Runs a loop in blocks; the blocks and the order in which results are combined do not depend on the number of threads. */
export interface BlockPool {
  readonly threads: number;
  /**
   * Calls a registered block function over [0, n) in fixed blocks.
   *
   * @param kernel the name of a function in `kernels/blocks.ts`.
   * @param shared arrays in shared memory and plain values that every block sees; blocks write to disjoint places.
   * @returns what each block returned, in block order.
   */
  run<R>(kernel: string, n: number, blockSize: number, shared: Readonly<Record<string, unknown>>): Promise<R[]>;
}
