/** Where a label stands, in pixels. */
export interface Place {
  x: number;
  y: number;
  readonly width: number;
}

/** Moves labels up or down, in pixels, until none hides another. */
export function separate(places: Place[]): void {
  const height = 17;
  const settled: Place[] = [];
  for (const place of [...places].sort((a, b) => a.y - b.y)) {
    for (let moved = true; moved;) {
      const other = settled.find(
        (one) => Math.abs(one.y - place.y) < height && Math.abs(one.x - place.x) < (one.width + place.width) / 2,
      );
      moved = other !== undefined;
      if (other) place.y = other.y + height;
    }
    settled.push(place);
  }
}
