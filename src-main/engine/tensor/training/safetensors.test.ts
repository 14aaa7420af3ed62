import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { initialWeights, type Network } from './network.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { decodeWeights, encodeQuantised, encodeWeights } from './weights-file.ts';

const golden = (name: string): Uint8Array =>
  new Uint8Array(fs.readFileSync(path.join(import.meta.dirname, '../../../../test/golden', `${name}.safetensors`)));

const network: Network = [
  { kind: 'embedding', nCodes: 9, size: 4 },
  { kind: 'dense', nIn: 4, nOut: 30, activation: 'relu' },
  { kind: 'dense', nIn: 30, nOut: 2, activation: 'linear' },
];
const weights = initialWeights(network, seededRandom(4));

it.each(['training.adam', 'training.sgd'])(
  'reads what Python’s safetensors wrote, and writes it to the byte: %s',
  (name) => {
    const bytes = golden(name);
    const file = decodeSafetensors(bytes);
    expect(file.tensors.length).toBeGreaterThan(5);
    // Python’s metadata are in no fixed order; all else is.
    const json = (of: Uint8Array) =>
      JSON.parse(
        new TextDecoder().decode(
          of.subarray(8, 8 + Number(new DataView(of.buffer, of.byteOffset).getBigUint64(0, true))),
        ),
      ) as unknown;
    const again = encodeSafetensors(file);
    expect(json(again)).toEqual(json(bytes));
    expect(Buffer.compare(again.subarray(-2000), bytes.subarray(-2000))).toBe(0);
    expect(again.length).toBe(bytes.length);
  },
);

it('keeps arrays of every type, their shapes and metadata', () => {
  const file = {
    tensors: [
      { name: 'floats', shape: [2, 2], values: Float32Array.of(0, -1.5, NaN, Infinity) },
      { name: 'whole', shape: [1, 3], values: Int32Array.of(-1, 0, 2 ** 31 - 1) },
      { name: 'none', shape: [0, 4], values: new Float32Array(0) },
      { name: '小', shape: [3], values: Int8Array.of(-128, 0, 127) },
      { name: 'one', shape: [], values: Uint8Array.of(255) },
    ],
    metadata: { made: '为测试' },
  };
  const found = decodeSafetensors(encodeSafetensors(file));
  expect(found.metadata).toEqual(file.metadata);
  expect([...found.tensors].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(
    [...file.tensors].sort((a, b) => (a.name < b.name ? -1 : 1)),
  );
});

it('refuses files that are cut short, have gaps or bytes of nobody, or types that it does not know', () => {
  const whole = encodeWeights(network, weights);
  const text = (change: (header: string) => string): Uint8Array => {
    const length = Number(new DataView(whole.buffer).getBigUint64(0, true));
    const header = new TextEncoder().encode(change(new TextDecoder().decode(whole.subarray(8, 8 + length))));
    const bytes = new Uint8Array(8 + header.length + whole.length - 8 - length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(header, 8);
    bytes.set(whole.subarray(8 + length), 8 + header.length);
    return bytes;
  };
  expect(decodeSafetensors(text((header) => header)).tensors.length).toBe(5);
  const broken = [
    whole.subarray(0, 5),
    whole.subarray(0, 100),
    whole.subarray(0, whole.length - 4),
    Uint8Array.of(...whole, 0),
    text((header) => header.replace('"F32"', '"F64"')),
    text((header) => header.replace('"shape":[9,4]', '"shape":[9,5]')),
    text((header) => header.replace('[0,', '[4,')),
    text((header) => header.replace('{', '[')),
  ];
  for (const bytes of broken)
    expect(() => decodeSafetensors(bytes)).toThrow(expect.objectContaining({ code: 'bad-input' }) as Error);
});

it('gives weights back with their network', () => {
  expect(decodeWeights(encodeWeights(network, weights))).toEqual({ network, weights });
});

it('keeps kernels in 8 bits, each weight within half a step of its channel', () => {
  const network: Network = [
    { kind: 'embedding', nCodes: 200, size: 40 },
    { kind: 'dense', nIn: 40, nOut: 100, activation: 'relu' },
    { kind: 'dense', nIn: 100, nOut: 3, activation: 'linear' },
  ];
  const weights = initialWeights(network, seededRandom(5));
  const { bytes, largestError, relativeError } = encodeQuantised(network, weights);
  expect(bytes.length).toBeLessThan(encodeWeights(network, weights).length * 0.3);
  const found = decodeWeights(bytes);
  expect(found.network).toEqual(network);
  let largest = 0;
  found.weights.forEach((values, i) => {
    const own = weights[i]!;
    if (i % 2 === 0 && i > 0) expect(values).toEqual(own); // biases
    const nChannels = [40, 100, 100, 3, 3][i]!;
    const most = new Float32Array(nChannels);
    own.forEach((value, at) => (most[at % nChannels] = Math.max(most[at % nChannels]!, Math.abs(value))));
    values.forEach((value, at) => {
      const error = Math.abs(value - own[at]!);
      largest = Math.max(largest, error);
      expect(error).toBeLessThanOrEqual((most[at % nChannels]! / 127 / 2) * 1.0001);
    });
  });
  expect(largestError).toBe(largest);
  expect(relativeError).toBeGreaterThan(0);
  expect(relativeError).toBeLessThan(0.01);
});
