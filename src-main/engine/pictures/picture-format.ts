/** What the first bytes of a picture say of it. */
export interface PictureFormat {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';
  readonly width: number;
  readonly height: number;
}

type Bytes = Uint8Array;

const hasAt = (bytes: Bytes, at: number, text: string): boolean =>
  [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));

const view = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const PNG = '\x89PNG\r\n\x1a\n';
const MARKER = 0xff;

/** Start-of-frame markers, which hold the size: SOF0 to SOF15 without DHT, JPG and DAC. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegSize(bytes: Bytes): { width: number; height: number } | null {
  const data = view(bytes);
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== MARKER) return null;
    const marker = bytes[at + 1]!;
    // Fill bytes may stand before a marker.
    if (marker === MARKER) at++;
    else if (isFrame(marker)) return { height: data.getUint16(at + 5), width: data.getUint16(at + 7) };
    else at += 2 + data.getUint16(at + 2);
  }
  return null;
}

/** The three ways in which a WebP file begins: lossy, lossless, extended. */
function webpSize(bytes: Bytes): { width: number; height: number } | null {
  if (bytes.length < 30) return null;
  const data = view(bytes);
  const low24 = (at: number): number => data.getUint16(at, true) + (bytes[at + 2]! << 16);
  if (hasAt(bytes, 12, 'VP8 '))
    return { width: data.getUint16(26, true) & 0x3fff, height: data.getUint16(28, true) & 0x3fff };
  if (hasAt(bytes, 12, 'VP8X')) return { width: low24(24) + 1, height: low24(27) + 1 };
  if (!hasAt(bytes, 12, 'VP8L')) return null;
  const packed = data.getUint32(21, true);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

function sizeAs(type: PictureFormat['type'], size: { width: number; height: number } | null): PictureFormat | null {
  return size && size.width > 0 && size.height > 0 ? { type, ...size } : null;
}

/**
 * What kind of picture some bytes are and how large it would be unpacked, whatever their file is called; null where they
 * are none of PNG, JPEG, WebP and GIF. Formats that can hold scripts or links, as SVG does, are none.
 */
export function pictureFormat(bytes: Bytes): PictureFormat | null {
  if (hasAt(bytes, 0, PNG) && hasAt(bytes, 12, 'IHDR') && bytes.length >= 24)
    return sizeAs('image/png', { width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) });
  if ((hasAt(bytes, 0, 'GIF87a') || hasAt(bytes, 0, 'GIF89a')) && bytes.length >= 10)
    return sizeAs('image/gif', { width: view(bytes).getUint16(6, true), height: view(bytes).getUint16(8, true) });
  if (hasAt(bytes, 0, '\xff\xd8\xff')) return sizeAs('image/jpeg', jpegSize(bytes));
  if (hasAt(bytes, 0, 'RIFF') && hasAt(bytes, 8, 'WEBP')) return sizeAs('image/webp', webpSize(bytes));
  return null;
}
