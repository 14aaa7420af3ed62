import { grown } from '../../../table/byte-dictionary.ts';
import { FileFault } from '../fault.ts';
import { XmlScanner, decodeEntities, nameKey, type XmlListener } from './xml.ts';

/** More text than this is no workbook that Excel could open. */
const MAX_BYTES = 1 << 30;
const AMPERSAND = 0x26;
const UNDERSCORE = 0x5f;

const ITEM = nameKey('si');
const TEXT = nameKey('t');
const PHONETIC = nameKey('rPh');

/** The texts that cells refer to by number, packed. */
export class SharedStrings implements XmlListener {
  #bytes = new Uint8Array(1 << 16);
  #size = 0;
  #ends = new Int32Array(1 << 10);
  #count = 0;
  #inText = false;
  #inPhonetic = false;

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  startOf(index: number): number {
    return index > 0 && index <= this.#count ? this.#ends[index - 1]! : 0;
  }

  endOf(index: number): number {
    return index < this.#count ? this.#ends[index]! : this.startOf(index);
  }

  /** Reads `sharedStrings.xml`. */
  async read(chunks: AsyncIterable<Buffer>): Promise<void> {
    const scanner = new XmlScanner(this);
    for await (const chunk of chunks) scanner.push(chunk);
  }

  open(key: number): void {
    if (key === TEXT) this.#inText = !this.#inPhonetic;
    else if (key === PHONETIC) this.#inPhonetic = true;
  }

  close(key: number): void {
    if (key === TEXT) this.#inText = false;
    else if (key === PHONETIC) this.#inPhonetic = false;
    else if (key === ITEM) {
      if (this.#count === this.#ends.length) this.#ends = grown(this.#ends, this.#count + 1);
      this.#ends[this.#count++] = this.#size;
    }
  }

  text(bytes: Buffer, start: number, end: number, isRaw: boolean): void {
    if (!this.#inText) return;
    const text = cellText(bytes, start, end, isRaw);
    const size = text === null ? end - start : text.length;
    if (this.#size + size > MAX_BYTES) throw new FileFault('it holds more than 1 GB of text', '其中的文本超过 1 GB');
    if (this.#size + size > this.#bytes.length) this.#bytes = grown(this.#bytes, this.#size + size);
    if (text) this.#bytes.set(text, this.#size);
    else this.#bytes.set(bytes.subarray(start, end), this.#size);
    this.#size += size;
  }
}

/** A cell's text with entities and escapes (`_x000D_`) written out; null where the bytes can stand as they are. */
export function cellText(bytes: Buffer, start: number, end: number, isRaw: boolean): Buffer | null {
  let isPlain = true;
  for (let i = start; i < end && isPlain; i++) isPlain = bytes[i] !== AMPERSAND && bytes[i] !== UNDERSCORE;
  if (isPlain) return null;
  const text = bytes.toString('utf8', start, end);
  const decoded = isRaw ? text : decodeEntities(text);
  return Buffer.from(decoded.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))));
}
