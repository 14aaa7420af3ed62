/** Where a label stands, in pixels. */
export interface Place {
  x: number;
  y: number;
  readonly width: number;
}

const HEIGHT = 17;

/** Moves labels up, in pixels, until none hides another. */
export function separate(places: readonly Place[]): void {
  const settled: Place[] = [];
  for (const place of [...places].sort((a, b) => a.y - b.y)) {
    // From the lowest up: what lies below the label by now cannot come into its way again, however sums are rounded.
    for (const one of settled) {
      const beside = Math.abs(one.x - place.x) < (one.width + place.width) / 2;
      if (beside && Math.abs(one.y - place.y) < HEIGHT) place.y = one.y + HEIGHT;
    }
    settled.push(place);
    settled.sort((a, b) => a.y - b.y);
  }
}
