import { BatchWriter } from '../batch-writer.ts';
import { FileFault } from '../fault.ts';
import { cellText, type SharedStrings } from './shared-strings.ts';
import { serialText } from './styles.ts';
import { nameKey, type XmlListener } from './xml.ts';

const ROW = nameKey('row');
const CELL = nameKey('c');
const VALUE = nameKey('v');
const TEXT = nameKey('t');
const PHONETIC = nameKey('rPh');

const [SPACE, EQUALS, LETTER_R, LETTER_S, LETTER_T] = [0x20, 0x3d, 0x72, 0x73, 0x74];
/** Excel's own limit. */
const MAX_COLUMNS = 16_384;

/** What a cell's type says of its value. */
type CellType = 'number' | 'shared' | 'text' | 'boolean' | 'error';
const TYPES: Readonly<Record<string, CellType>> = {
  s: 'shared',
  str: 'text',
  inlineStr: 'text',
  d: 'text',
  b: 'boolean',
  e: 'error',
  n: 'number',
};

/** What the cells of a workbook refer to. */
export interface WorkbookParts {
  readonly strings: SharedStrings;
  readonly dateStyles: readonly boolean[];
  readonly dateBase: 1900 | 1904;
}

/** Turns the cells of `sheet.xml` into rows: gaps are empty, dates are ISO texts, errors are missing values. */
export class SheetReader implements XmlListener {
  readonly writer = new BatchWriter();
  readonly #parts: WorkbookParts;
  readonly #skipRows: number;
  #row = 0;
  #column = 0;
  #written = 0;
  #style = 0;
  #type: CellType = 'number';
  #inValue = false;
  #inPhonetic = false;
  #value = '';

  /** @param skipRows rows above the table, left out. */
  constructor(parts: WorkbookParts, skipRows = 0) {
    this.#parts = parts;
    this.#skipRows = skipRows;
  }

  open(key: number, bytes: Buffer, start: number, end: number): void {
    if (key === CELL) this.#openCell(bytes, start, end);
    else if (key === VALUE || key === TEXT) this.#inValue = !this.#inPhonetic;
    else if (key === ROW) this.#openRow(bytes, start, end);
    else if (key === PHONETIC) this.#inPhonetic = true;
  }

  close(key: number): void {
    if (key === VALUE || key === TEXT) this.#inValue = false;
    else if (key === CELL) this.#closeCell();
    else if (key === ROW) this.writer.endRow(this.#row);
    else if (key === PHONETIC) this.#inPhonetic = false;
  }

  text(bytes: Buffer, start: number, end: number, isRaw: boolean): void {
    if (!this.#inValue) return;
    if (this.#type !== 'text') this.#value += bytes.toString('latin1', start, end);
    else this.#value += (cellText(bytes, start, end, isRaw) ?? bytes.subarray(start, end)).toString('utf8');
  }

  #openRow(bytes: Buffer, start: number, end: number): void {
    this.#row++;
    this.#column = 0;
    this.#written = 0;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== LETTER_R || bytes[at - 1]! > SPACE || bytes[at + 1] !== EQUALS) continue;
      const row = Number(bytes.toString('latin1', at + 3, bytes.indexOf(bytes[at + 2]!, at + 3)));
      if (row >= this.#row) this.#row = row;
      return;
    }
  }

  /** Reads `r="B12" s="3" t="s"`. */
  #openCell(bytes: Buffer, start: number, end: number): void {
    this.#style = 0;
    this.#type = 'number';
    this.#value = '';
    let column = -1;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== EQUALS) continue;
      const name = bytes[at - 2]! <= SPACE ? bytes[at - 1] : 0;
      const quote = bytes[at + 1]!;
      const from = at + 2;
      at = bytes.indexOf(quote, from);
      if (at < 0 || at > end) return;
      if (name === LETTER_R) column = columnOf(bytes, from);
      else if (name === LETTER_S) this.#style = digits(bytes, from, at);
      else if (name === LETTER_T) this.#type = TYPES[bytes.toString('latin1', from, at)] ?? 'number';
    }
    if (column >= 0) this.#column = column;
    if (this.#column >= MAX_COLUMNS)
      throw new FileFault('it has more columns than Excel allows', '列数超过 Excel 的上限');
  }

  #closeCell(): void {
    const { writer } = this;
    const { strings, dateStyles, dateBase } = this.#parts;
    const column = this.#column++;
    if (this.#row <= this.#skipRows || column < this.#written || this.#value === '' || this.#type === 'error') return;
    for (; this.#written < column; this.#written++) writer.field('');
    this.#written++;
    if (this.#type === 'shared') {
      const index = Number(this.#value);
      writer.bytes(strings.bytes, strings.startOf(index), strings.endOf(index));
    } else if (this.#type === 'boolean') writer.field(this.#value === '1' ? 'TRUE' : 'FALSE');
    else if (this.#type === 'number' && dateStyles[this.#style])
      writer.field(serialText(Number(this.#value), dateBase));
    else writer.field(this.#value);
  }
}

/** `AB12` as 27. */
function columnOf(bytes: Buffer, start: number): number {
  let column = 0;
  for (let at = start; bytes[at]! >= 0x41 && bytes[at]! <= 0x5a; at++) column = column * 26 + bytes[at]! - 0x40;
  return column - 1;
}

function digits(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + bytes[at]! - 0x30;
  return value;
}
