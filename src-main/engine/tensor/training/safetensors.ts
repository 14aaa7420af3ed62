import { ClienteleError } from '../../../contract/errors.ts';

/** A named array of a safetensors file, row-major. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Int8Array | Uint8Array;
}

/** What a safetensors file holds. */
export interface TensorFile {
  readonly tensors: readonly NamedTensor[];
  /** What is said about them. */
  readonly metadata: Readonly<Record<string, string>>;
}

const TYPES = { F32: Float32Array, I32: Int32Array, I8: Int8Array, U8: Uint8Array } as const;
type TypeName = keyof typeof TYPES;

const LENGTH_BYTES = 8;

/** Longer headers are refused by the format's own reader too. */
const MOST_HEADER_BYTES = 100_000_000;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

const typeName = (values: NamedTensor['values']): TypeName =>
  (Object.keys(TYPES) as TypeName[]).find((name) => values instanceof TYPES[name])!;

/**
 * Writes tensors in the format of Hugging Face's safetensors: eight bytes with the length of a JSON header, the header, then
 * the arrays, little-endian, without gaps. Equal content gives equal bytes.
 *
 * https://github.com/huggingface/safetensors
 */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  const entries: Record<string, Entry | Readonly<Record<string, string>>> = {};
  if (Object.keys(metadata).length > 0) entries.__metadata__ = metadata;
  // Wide types first, so that each array lies at a multiple of its width.
  const ordered = [...tensors].sort((a, b) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT);
  let end = 0;
  for (const { name, shape, values } of ordered)
    entries[name] = { dtype: typeName(values), shape, data_offsets: [end, (end += values.byteLength)] };
  const json = new TextEncoder().encode(JSON.stringify(entries));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  bytes.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerBytes;
  for (const { values } of ordered) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

const refuse = (en: string, zh: string): ClienteleError => new ClienteleError('bad-input', { detail: { en, zh } });

/**
 * Reads a safetensors file of 32-bit floats, 32-bit and 8-bit integers; the arrays are copies.
 *
 * @throws bad-input where its header or its arrays are not as the format wants them, or a tensor is of another type.
 */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const header = readHeader(bytes);
  const { __metadata__: metadata = {}, ...entries } = header.entries as Record<string, Entry> & {
    __metadata__?: Readonly<Record<string, string>>;
  };
  let end = 0;
  const inOrder = Object.entries(entries).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  const tensors = inOrder.map(
    ([
      name,
      {
        dtype,
        shape,
        data_offsets: [from, to],
      },
    ]): NamedTensor => {
      const Type = TYPES[dtype as TypeName] as (typeof TYPES)[TypeName] | undefined;
      if (!Type) throw refuse(`the tensor “${name}” is of type ${dtype}`, `张量“${name}”的类型为 ${dtype}`);
      const length = shape.reduce((size, n) => size * n, 1);
      if (from !== end || to - from !== length * Type.BYTES_PER_ELEMENT || header.dataAt + to > bytes.length) {
        throw refuse(`the bytes of the tensor “${name}” do not fit its shape`, `张量“${name}”的字节与其形状不符`);
      }
      end = to;
      const copy = bytes.slice(header.dataAt + from, header.dataAt + to);
      return { name, shape, values: new Type(copy.buffer, 0, length) };
    },
  );
  if (header.dataAt + end !== bytes.length)
    throw refuse('there are bytes that belong to no tensor', '有不属于任何张量的字节');
  return { tensors, metadata };
}

function readHeader(bytes: Uint8Array): { entries: object; dataAt: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < LENGTH_BYTES ? Infinity : Number(view.getBigUint64(0, true));
  const dataAt = LENGTH_BYTES + length;
  const fault = refuse('this is no safetensors file', '这不是 safetensors 文件');
  if (length > MOST_HEADER_BYTES || dataAt > bytes.length) throw fault;
  try {
    const entries: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, dataAt)));
    if (entries !== null && typeof entries === 'object') return { entries, dataAt };
  } catch {
    // Told below.
  }
  throw fault;
}
