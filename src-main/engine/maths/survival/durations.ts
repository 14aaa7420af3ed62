/** How long each row was watched, and whether it ended in the event; one that did not is censored: its event lies further on. */
export interface Durations {
  /** At least 0. */
  readonly times: Float64Array;
  /** 1 for the event. */
  readonly events: Uint8Array;
}

/** Rows by time, shortest first; of equal times by row. */
export function byTime({ times }: Durations): Int32Array {
  return Int32Array.from({ length: times.length }, (_, row) => row).sort((a, b) => times[a]! - times[b]! || a - b);
}
