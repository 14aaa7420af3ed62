import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { booleanColumn, dateColumn, numberColumn, textColumn } from './column.ts';
import { exportCsv, exportJsonLines, type CsvOptions } from './csv-export.ts';
import { Table } from './table.ts';

const table = new Table([
  textColumn('=name', ['=1+1', '@x', 'plain', 'say "hi", you', 'two\nlines', null, '-5', ' padded']),
  numberColumn('n', Float64Array.of(1.5, -2, NaN, 1e21, 1234567.25, 0, 3, 0.1)),
  dateColumn(
    'at',
    Float64Array.of(
      Date.UTC(2011, 11, 1, 8, 26),
      Date.UTC(2011, 11, 1),
      NaN,
      Date.UTC(1969, 11, 31, 23, 59, 59, 250),
      0,
      0,
      0,
      0,
    ),
  ),
  booleanColumn('yes', [true, false, null, true, true, true, true, true]),
]);
const quiet = { signal: { aborted: false, throwIfAborted: () => undefined }, progress: () => undefined };

async function written(write: (stream: PassThrough) => Promise<void>): Promise<string> {
  const stream = new PassThrough();
  const result = buffer(stream);
  await write(stream);
  stream.end();
  return (await result).toString('utf8');
}
const csv = (options?: CsvOptions): Promise<string> => written((stream) => exportCsv(table, stream, quiet, options));

it('writes CSV that spreadsheets read and do not run', async () => {
  expect((await csv()).split('\r\n')).toEqual([
    "\uFEFF'=name,n,at,yes",
    "'=1+1,1.5,2011-12-01 08:26:00,true",
    "'@x,-2,2011-12-01,false",
    'plain,,,',
    '"say ""hi"", you",1e+21,1969-12-31 23:59:59.250,true',
    '"two\nlines",1234567.25,1970-01-01,true',
    ',0,1970-01-01,true',
    "'-5,3,1970-01-01,true",
    '" padded",0.1,1970-01-01,true',
    '',
  ]);
});

it('writes texts as they are where that is asked for', async () => {
  const lines = (await csv({ bom: false, neutralise: false })).split('\r\n');
  expect(lines.slice(0, 3)).toEqual(['=name,n,at,yes', '=1+1,1.5,2011-12-01 08:26:00,true', '@x,-2,2011-12-01,false']);
});

it('writes a record a line', async () => {
  const lines = (await written((stream) => exportJsonLines(table, stream, quiet))).trimEnd().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toEqual({ '=name': '=1+1', n: 1.5, at: '2011-12-01 08:26:00', yes: true });
  expect(JSON.parse(lines[2] ?? '')).toEqual({ '=name': 'plain', n: null, at: null, yes: null });
  expect(lines).toHaveLength(8);
});

it('stops between blocks once it is cancelled', async () => {
  const stop = { ...quiet, signal: { aborted: true, throwIfAborted: () => { throw new Error('cancelled'); } } }; // prettier-ignore
  await expect(exportCsv(table, new PassThrough(), stop)).rejects.toThrow('cancelled');
});
