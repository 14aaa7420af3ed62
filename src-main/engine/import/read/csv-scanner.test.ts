import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowTexts, undouble, type BrokenLine, type RowBatch } from './batch.ts';
import { CsvScanner } from './csv-scanner.ts';

interface Scanned {
  readonly rows: string[][];
  readonly lines: number[];
  readonly broken: BrokenLine[];
}

/** Reads a text in pieces of the given sizes, over and over. */
function scan(text: string, { delimiter = ',', quote = '"', sizes = [1 << 20] } = {}): Scanned {
  const scanner = new CsvScanner(delimiter, quote);
  const found: Scanned = { rows: [], lines: [], broken: [] };
  const take = (batch: RowBatch): void => {
    for (let row = 0; row < batch.nRows; row++) {
      found.rows.push(rowTexts(batch, row));
      found.lines.push(batch.lines[row]!);
    }
    found.broken.push(...batch.broken);
  };
  const bytes = Buffer.from(text);
  for (let at = 0, i = 0; at < bytes.length; at += sizes[i++ % sizes.length]!)
    take(scanner.push(bytes.subarray(at, at + sizes[i % sizes.length]!)));
  take(scanner.end());
  return found;
}

describe('cutting text into rows', () => {
  it.each<[string, string, string[][]]>([
    ['plain fields', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['no line end at the end', 'a,b\n1,2', [['a', 'b'], ['1', '2']]],
    ['an empty last field', 'a,\n,b', [['a', ''], ['', 'b']]],
    ['an empty field at the very end', '1,', [['1', '']]],
    ['line ends of every kind, mixed', 'a\r\nb\nc\rd\r\n\r\ne', [['a'], ['b'], ['c'], ['d'], ['e']]],
    ['quotes around anything', '"a,b","c\nd","e""f",""\n', [['a,b', 'c\nd', 'e"f', '']]],
    ['quotes inside a field', 'a"b,c" d\n', [['a"b', 'c" d']]],
    ['text after a closing quote', '"ab"c,d\n"say "hi" now",x\n', [['"ab"c', 'd'], ['say "hi" now', 'x']]],
    ['a quoted field at the end', 'a,"b', []],
    ['a quoted field that ends the file', 'a,"b"', [['a', 'b']]],
    ['only a quote closed at the end', '"a""b"', [['a"b']]],
    ['lines with nothing on them', '\n  \n,,\n"",""\na\n\t\n', [['a']]],
    ['letters beyond ASCII', 'é,李\n', [['é', '李']]],
  ])('%s', (_, text, rows) => {
    for (const sizes of [[1 << 20], [1], [2, 3], [5, 1, 1]]) expect(scan(text, { sizes }).rows).toEqual(rows);
  }); // prettier-ignore

  it('knows other delimiters and quotes, and none', () => {
    expect(scan("a;'b;c'\n", { delimiter: ';', quote: "'" }).rows).toEqual([['a', 'b;c']]);
    expect(scan('a\t"b\n"c\td\n', { delimiter: '\t', quote: '' }).rows).toEqual([['a', '"b'], ['"c', 'd']]); // prettier-ignore
  });

  it('gives back whatever was written, in pieces of any size', () => {
    const field = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom('', '"', ',', '\n', '\r\n', '""', ' ', 'é"李'));
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 12 });
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(table, sizes, fc.constantFrom('\n', '\r\n', '\r'), (rows, pieces, lineEnd) => {
        const text = rows
          .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',') + lineEnd)
          .join('');
        const kept = rows.filter((row) => row.some((value) => /[^ \t]/.test(value)));
        expect(scan(text, { sizes: pieces }).rows).toEqual(kept);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('reads a field of megabytes once, not once a chunk', () => {
    const long = 'x'.repeat(3_000_000);
    const started = performance.now();
    expect(scan(`a,"${long}"\nb,c\n`, { sizes: [1 << 16] }).rows.map((row) => row[1]?.length)).toEqual([3_000_000, 1]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('line numbers', () => {
  it('are those on which rows begin, counting the lines inside quotes', () => {
    expect(scan('h\n"a\nb\nc"\n\nd\r\ne\n').lines).toEqual([1, 2, 6, 7]);
  });
});

describe('a quote that never closes', () => {
  it('costs its own line and no other', () => {
    const { rows, broken, lines } = scan('a,b\nc,"d\ne,f\ng,h\n', { sizes: [4] });
    expect(rows).toEqual([['a', 'b'], ['e', 'f'], ['g', 'h']]); // prettier-ignore
    expect(lines).toEqual([1, 3, 4]);
    expect(broken).toEqual([{ line: 2, reason: 'open-quote', text: 'c,"d' }]);
  });

  it('is a letter once there were many', () => {
    const odd = Array.from({ length: 25 }, (_, i) => `${i},"x\n`).map((line, i) => (i % 2 === 0 ? line : `${i},y\n`));
    const { rows, broken } = scan(odd.join('') + 'last,"\n');
    expect(rows.length + broken.length).toBeGreaterThan(10);
  });
});

it('undoes doubled quotes in place', () => {
  const batch = new CsvScanner(',', '"').push(Buffer.from('"a""""b",c\n'));
  undouble(batch, 0);
  expect(Buffer.from(batch.bytes.subarray(batch.starts[0], batch.ends[0])).toString()).toBe('a""b');
  expect(batch.doubled[0]).toBe(0);
});
