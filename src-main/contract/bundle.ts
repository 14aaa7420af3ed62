/**
 * Bundles: plain values with typed arrays inside, as bytes. Figures, models and checkpoints are stored and sent this way.
 * Layout: uint32 length of the JSON head, the head, then each array at the next multiple of eight.
 * Equal values give equal bytes: keys keep their order, numbers their shortest form.
 */
const ARRAYS = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array } as const;
type ArrayName = keyof typeof ARRAYS;
type NumericArray = InstanceType<(typeof ARRAYS)[ArrayName]>;

const arrayName = (value: object): ArrayName | null =>
  (Object.keys(ARRAYS) as ArrayName[]).find((name) => value instanceof ARRAYS[name]) ?? null;

const aligned = (offset: number): number => (offset + 7) & ~7;

/** JSON has no NaN or infinities; they are kept under this key. */
const SPECIAL = '$number';

/**
 * Packs a plain value (objects, arrays, strings, numbers, booleans, null, typed arrays).
 *
 * @throws TypeError at anything else, such as a function, a Map or a class instance.
 */
export function encodeBundle(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: NumericArray[] = [];
  const plain = (item: unknown): unknown => {
    if (typeof item === 'number') return Number.isFinite(item) ? item : { [SPECIAL]: String(item) };
    if (item === null || typeof item === 'string' || typeof item === 'boolean') return item;
    if (Array.isArray(item)) return item.map(plain);
    if (typeof item !== 'object') throw new TypeError(`a bundle cannot hold a ${typeof item}`);
    const name = arrayName(item);
    if (name)
      return { $array: name, index: arrays.push(item as NumericArray) - 1, length: (item as NumericArray).length };
    const prototype: unknown = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== null) throw new TypeError('a bundle holds plain objects only');
    return Object.fromEntries(
      Object.entries(item)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [k, plain(v)]),
    );
  };
  const head = new TextEncoder().encode(JSON.stringify(plain(value)));
  let size = aligned(4 + head.length);
  for (const array of arrays) size = aligned(size + array.byteLength);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let offset = aligned(4 + head.length);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset = aligned(offset + array.byteLength);
  }
  return bytes;
}

interface ArrayMark {
  readonly $array: ArrayName;
  readonly index: number;
  readonly length: number;
}

/** Unpacks what {@link encodeBundle} made; the arrays are copies and may be kept. */
export function decodeBundle(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = view.getUint32(0, true);
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headLength)));
  let offset = aligned(4 + headLength);
  const marks: ArrayMark[] = [];
  const collect = (item: unknown): void => {
    if (item === null || typeof item !== 'object') return;
    if ('$array' in item) marks[(item as ArrayMark).index] = item as ArrayMark;
    else Object.values(item).forEach(collect);
  };
  collect(head);
  const arrays = marks.map((mark) => {
    const Type = ARRAYS[mark.$array];
    const byteLength = mark.length * Type.BYTES_PER_ELEMENT;
    const copy = bytes.slice(offset, offset + byteLength);
    offset = aligned(offset + byteLength);
    return new Type(copy.buffer, copy.byteOffset, mark.length);
  });
  const restore = (item: unknown): unknown => {
    if (item === null || typeof item !== 'object') return item;
    if (Array.isArray(item)) return item.map(restore);
    if ('$array' in item) return arrays[(item as ArrayMark).index];
    if (SPECIAL in item) return Number(item[SPECIAL]);
    return Object.fromEntries(Object.entries(item).map(([k, v]) => [k, restore(v)]));
  };
  return restore(head);
}
