import type { ImportFormat } from '../../../contract/import.ts';
import type { Text } from '../../../contract/text.ts';
import { sniffUtf16 } from './encoding.ts';

/** What a file is, or why it cannot be read. */
export type SniffedFormat = ImportFormat | { readonly unreadable: Text };

const unreadable = (en: string, zh: string): SniffedFormat => ({ unreadable: { en, zh } });

const MARKS: readonly (readonly [string, SniffedFormat])[] = [
  ['504b0304', 'xlsx'],
  ['53514c69746520666f726d6174203300', 'sqlite'],
  [
    'd0cf11e0a1b11ae1',
    unreadable(
      'it is an Excel 97–2003 workbook (.xls) or protected by a password; save it as .xlsx',
      '它是 Excel 97–2003 工作簿（.xls）或有密码保护；请另存为 .xlsx',
    ),
  ],
  ['25504446', unreadable('it is a file of PDF', '它是 PDF 文件')],
  ['50415231', unreadable('it is a file of Parquet', '它是 Parquet 文件')],
  ['377abcaf271c', unreadable('it is a file of 7-Zip', '它是 7-Zip 文件')],
  ['526172211a07', unreadable('it is a file of RAR', '它是 RAR 文件')],
  ['28b52ffd', unreadable('it is a file of Zstandard', '它是 Zstandard 文件')],
];

/** Up to this share of control bytes a text is odd, not binary. */
const ODD_SHARE = 0.02;
/** Some programs pad texts with zero bytes, and with nothing else that is odd. */
const ZERO_SHARE = 0.3;

/** What a file is, by its first bytes; the name only tells JSON Lines from a text that happens to begin with a brace. */
export function sniffFormat(head: Uint8Array, name: string): SniffedFormat {
  const hex = Buffer.from(head.subarray(0, 16)).toString('hex');
  const marked = MARKS.find(([mark]) => hex.startsWith(mark));
  if (marked) return marked[1];
  if (isBinary(head)) return unreadable('it holds binary data', '它包含二进制数据');
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(name)) return 'jsonl';
  const start = Buffer.from(head.subarray(0, 200))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart();
  return /^\[?\s*\{\s*"/.test(start) ? 'jsonl' : 'csv';
}

function isBinary(head: Uint8Array): boolean {
  if (sniffUtf16(head)) return false;
  const sample = head.subarray(0, 8192);
  let zeros = 0;
  let odd = 0;
  for (const byte of sample) {
    if (byte === 0) zeros++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 1)) odd++;
  }
  return odd > sample.length * ODD_SHARE || zeros > sample.length * ZERO_SHARE;
}
