/**
 * Takes a place that no other thread is in; there are as many as threads.
 *
 * @param taken where in the memory a number a place says whether somebody is in it, i32.
 */
export function takePlace(
  memory: WebAssembly.Memory,
  taken: number,
  nPlaces: number,
): { readonly place: number; readonly giveBack: () => void } {
  const marks = new Int32Array(memory.buffer, taken, nPlaces);
  for (let place = 0; ; place = (place + 1) % nPlaces) {
    if (Atomics.compareExchange(marks, place, 0, 1) !== 0) continue;
    return { place, giveBack: () => void Atomics.store(marks, place, 0) };
  }
}
