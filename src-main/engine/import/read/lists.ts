import { grown } from '../../table/byte-dictionary.ts';
import type { RowBatch } from './batch.ts';

/** Reads lists as pairs: `7 3 9` becomes the rows `7 3` and `7 9`. A list with nothing in it gives no row. */
export async function* pairRows(batches: AsyncIterable<RowBatch>): AsyncGenerator<RowBatch> {
  let starts = new Int32Array(1 << 12);
  let ends = new Int32Array(1 << 12);
  let firstField = new Int32Array(1 << 12);
  let lines = new Float64Array(1 << 12);
  for await (const batch of batches) {
    const nFields = batch.firstField[batch.nRows]!;
    if (nFields * 2 + 2 > starts.length) {
      [starts, ends] = [grown(starts, nFields * 2 + 2), grown(ends, nFields * 2 + 2)];
      [firstField, lines] = [grown(firstField, nFields + 2), grown(lines, nFields + 2)];
    }
    let nRows = 0;
    for (let row = 0; row < batch.nRows; row++) {
      const key = batch.firstField[row]!;
      for (let field = key + 1; field < batch.firstField[row + 1]!; field++) {
        // Several spaces between two numbers, or one at the end of the line.
        if (batch.starts[field] === batch.ends[field]) continue;
        starts[nRows * 2] = batch.starts[key]!;
        ends[nRows * 2] = batch.ends[key]!;
        starts[nRows * 2 + 1] = batch.starts[field]!;
        ends[nRows * 2 + 1] = batch.ends[field]!;
        lines[nRows++] = batch.lines[row]!;
        firstField[nRows] = nRows * 2;
      }
    }
    yield { ...batch, isVerbatim: false, nRows, starts, ends, firstField, lines, doubled: new Uint8Array(nRows * 2) };
  }
}
