import { describe, expect, it } from 'vitest';
import { tinyPng } from './fixtures.ts';
import { pictureFormat } from './picture-format.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const padded = (start: Uint8Array, length = 40): Uint8Array => {
  const whole = new Uint8Array(length);
  whole.set(start);
  return whole;
};

describe('the first bytes of a picture', () => {
  it('say what a PNG is', () => {
    expect(pictureFormat(tinyPng(7, 300))).toEqual({ type: 'image/png', width: 7, height: 300 });
  });
  it('say what a GIF is', () => {
    const gif = bytes('GIF89a', [0x40, 0x01, 0xf0, 0x00]);
    expect(pictureFormat(gif)).toEqual({ type: 'image/gif', width: 320, height: 240 });
  });
  it('say what a JPEG is, past what stands before its frame', () => {
    // SOI, APP0 of 16 bytes, a fill byte, DHT of 4 bytes, progressive SOF2: 480 high, 640 wide.
    const app0 = [0xff, 0xe0, 0x00, 0x10, ...new Array<number>(14).fill(0)];
    const frame = [0xff, 0xc2, 0x00, 0x11, 0x08, 0x01, 0xe0, 0x02, 0x80, 0x03];
    const jpeg = bytes([0xff, 0xd8], app0, [0xff, 0xff, 0xc4, 0x00, 0x04, 0, 0], frame);
    expect(pictureFormat(padded(jpeg, 80))).toEqual({ type: 'image/jpeg', width: 640, height: 480 });
  });
  it('say what a WebP is, in each of its three forms', () => {
    const webp = (kind: string, rest: number[]): Uint8Array =>
      padded(bytes('RIFF', [0, 0, 0, 0], 'WEBP', kind, [0, 0, 0, 0], rest));
    const size = { type: 'image/webp', width: 400, height: 301 };
    // 400 = 0x190, 301 = 0x12d; the lossy frame tag and its start code come first.
    expect(pictureFormat(webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x90, 0x01, 0x2d, 0x01]))).toEqual(size);
    // Fourteen bits each, less one: 399 | 300 << 14.
    const packed = 399 | (300 << 14);
    expect(pictureFormat(webp('VP8L', [0x2f, packed & 255, (packed >> 8) & 255, (packed >> 16) & 255, packed >>> 24]))).toEqual(size); // prettier-ignore
    expect(pictureFormat(webp('VP8X', [0, 0, 0, 0, 0x8f, 0x01, 0, 0x2c, 0x01, 0]))).toEqual(size);
  });
  it('are not believed by a name: pages, scripts, vectors and cut files are no pictures', () => {
    for (const other of [
      bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      bytes('<!doctype html>'),
      bytes('%PDF-1.7'),
      bytes('\x89PNG\r\n\x1a\n'),
      bytes([0xff, 0xd8, 0xff]),
      bytes('RIFF', [0, 0, 0, 0], 'WAVE'),
      tinyPng(3, 3).subarray(0, 20),
      new Uint8Array(),
    ])
      expect(pictureFormat(other)).toBeNull();
  });
  it('end a search that a broken JPEG would send in circles', () => {
    expect(pictureFormat(padded(bytes([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x00]), 4000))).toBeNull();
  });
});
