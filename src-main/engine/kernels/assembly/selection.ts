/** Below this many numbers sorting is as fast as selecting. */
const FEW: usize = 12 << 3;

/**
 * Leaves out all but the largest values, of equal ones all but those of the first columns.
 *
 * @param columns i32, in any order, none twice. @param values f64. @param size more than `most`. @param spare room for as many values.
 * @returns the smallest that stays
 */
export function keepLargest(columns: usize, values: usize, size: i32, most: i32, spare: usize): f64 {
  const bytes = (<usize>size) << 3;
  memory.copy(spare, values, bytes);
  const least = nthLargest(spare, size, most);
  let places = most;
  let ties: usize = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const value = load<f64>(values + at);
    places -= i32(value > least);
    store<f64>(spare + (ties << 3), -(<f64>load<i32>(columns + (at >> 1))));
    ties += usize(value == least);
  }
  const last: i32 = <i32>ties > places ? -(<i32>nthLargest(spare, <i32>ties, places)) : i32.MAX_VALUE;
  let to: usize = 0;
  for (let at: usize = 0; at < bytes; at += 8) {
    const value = load<f64>(values + at);
    const column = load<i32>(columns + (at >> 1));
    store<f64>(values + (to << 3), value);
    store<i32>(columns + (to << 2), column);
    to += usize(value > least) | (usize(value == least) & usize(column <= last));
  }
  return least;
}

/** The last of the columns that have a value. */
export function lastWith(wanted: f64, columns: usize, values: usize, size: i32): i32 {
  let last: i32 = 0;
  for (let i: usize = 0; i < <usize>size; i++)
    if (load<f64>(values + (i << 3)) == wanted) last = max(last, load<i32>(columns + (i << 2)));
  return last;
}

/**
 * The n-th largest of numbers, which are brought into another order: Hoare (1961), Algorithm 65: Find, doi:10.1145/366622.366647, by moves
 * that do not depend on a guess.
 */
function nthLargest(values: usize, size: i32, n: i32): f64 {
  let left = values;
  let right = values + ((<usize>size) << 3);
  const wanted = values + ((<usize>(size - n)) << 3);
  while (right - left > FEW) {
    const middle = left + (((right - left) >> 4) << 3);
    const pivot = middleOf(load<f64>(left), load<f64>(middle), load<f64>(right - 8));
    let to = left;
    for (let at = left; at < right; at += 8) to = swapped(at, to, load<f64>(at) < pivot);
    if (wanted < to) {
      right = to;
      continue;
    }
    left = to;
    for (let at = left; at < right; at += 8) to = swapped(at, to, load<f64>(at) == pivot);
    if (wanted < to) return pivot;
    left = to;
  }
  for (let i = left + 8; i < right; i += 8) {
    const value = load<f64>(i);
    let to = i;
    for (; to > left && load<f64>(to - 8) > value; to -= 8) store<f64>(to, load<f64>(to - 8));
    store<f64>(to, value);
  }
  return load<f64>(wanted);
}

/** Swaps two numbers. @returns the place after the second where it is to stay, else the second's */
function swapped(a: usize, b: usize, stays: bool): usize {
  const value = load<f64>(a);
  store<f64>(a, load<f64>(b));
  store<f64>(b, value);
  return b + ((<usize>stays) << 3);
}

function middleOf(a: f64, b: f64, c: f64): f64 {
  return max(min(a, b), min(max(a, b), c));
}
