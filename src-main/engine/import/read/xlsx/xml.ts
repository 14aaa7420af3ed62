import { FileFault } from '../fault.ts';

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;

/** Hears what an XML file holds. Names are given as {@link nameKey}; places are in a buffer valid during the call alone. */
export interface XmlListener {
  /** @param start where the attributes begin. @param end where the tag ends. */
  open(key: number, bytes: Buffer, start: number, end: number): void;
  close(key: number): void;
  /** Text between tags, entities still in it; `isRaw` where it has none (CDATA). */
  text(bytes: Buffer, start: number, end: number, isRaw: boolean): void;
}

/** A local name of at most four letters as a number, to be compared without making a string; longer ones give 0. */
export function nameKey(name: string): number {
  return keyOf(Buffer.from(name), 0, name.length);
}

function keyOf(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 4) return 0;
  let key = 0;
  for (let i = start; i < end; i++) key = (key << 8) | bytes[i]!;
  return key;
}

/**
 * Reads XML chunk by chunk, far enough for what spreadsheets write: tags, attributes, text, comments and CDATA.
 * Document types are refused: workbooks have none, and entities declared there can grow without end.
 */
export class XmlScanner {
  readonly #listener: XmlListener;
  #rest: Buffer = Buffer.alloc(0);

  constructor(listener: XmlListener) {
    this.#listener = listener;
  }

  /** @throws FileFault */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    // Kept for the next chunk, whose buffer may be another one's by then.
    this.#rest = Buffer.from(bytes.subarray(this.#read(bytes)));
  }

  /** @returns where the first token that is not complete begins. */
  #read(bytes: Buffer): number {
    let at = 0;
    for (;;) {
      const tag = bytes.indexOf(LESS, at);
      if (tag < 0) return at;
      const end = this.#tagEnd(bytes, tag);
      if (end < 0) return at;
      if (tag > at) this.#listener.text(bytes, at, tag, false);
      this.#readTag(bytes, tag, end);
      at = end + 1;
    }
  }

  /** Where the tag's last byte lies, −1 where it is not there yet. */
  #tagEnd(bytes: Buffer, tag: number): number {
    if (bytes[tag + 1] === EXCLAMATION) {
      if (tag + 9 > bytes.length) return -1;
      const head = bytes.toString('latin1', tag, tag + 9);
      if (head.startsWith('<!--')) return after(bytes, '-->', tag);
      if (head === '<![CDATA[') return after(bytes, ']]>', tag);
      throw new FileFault('it declares a document type', '它声明了文档类型');
    }
    let quote = 0;
    for (let i = tag + 1; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (quote) {
        if (byte === quote) quote = 0;
      } else if (byte === GREATER) return i;
      else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
    }
    return -1;
  }

  #readTag(bytes: Buffer, tag: number, end: number): void {
    const first = bytes[tag + 1];
    if (first === QUESTION) return;
    if (first === EXCLAMATION) {
      if (bytes[tag + 2] === 0x5b) this.#listener.text(bytes, tag + 9, end - 2, true);
      return;
    }
    const isClose = first === SLASH;
    let start = tag + (isClose ? 2 : 1);
    let nameEnd = start;
    for (; nameEnd < end; nameEnd++) {
      const byte = bytes[nameEnd]!;
      if (byte === COLON) start = nameEnd + 1;
      else if (byte <= 0x20 || byte === SLASH) break;
    }
    const key = keyOf(bytes, start, nameEnd);
    if (isClose) this.#listener.close(key);
    else {
      this.#listener.open(key, bytes, nameEnd, end);
      if (bytes[end - 1] === SLASH) this.#listener.close(key);
    }
  }
}

function after(bytes: Buffer, mark: string, from: number): number {
  const at = bytes.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length - 1;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with its entities written out. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

/** The attributes of every tag with a local name, for small files that are read whole. */
export function attributesOf(xml: string, tag: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  for (const [, body = ''] of xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}((?:\\s[^<>]*?)?)/?>`, 'g'))) {
    const attributes: Record<string, string> = {};
    for (const [, name = '', double, single] of body.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
      attributes[name] = decodeEntities(double ?? single ?? '');
    }
    found.push(attributes);
  }
  return found;
}
