import path from 'node:path';
import { ClienteleError } from '../../../../contract/errors.ts';
import type { SourceFormat } from '../../../../contract/import.ts';
import type { RowBatch } from '../batch.ts';
import type { OnRead } from '../bytes.ts';
import { FileFault, unreadable } from '../fault.ts';
import { SharedStrings } from './shared-strings.ts';
import { SheetReader, type WorkbookParts } from './sheet.ts';
import { dateStyles } from './styles.ts';
import { XmlScanner, attributesOf } from './xml.ts';
import { readZipDirectory, readZipEntry, type ZipEntry } from './zip.ts';

/** Parts other than sheets and texts are small. */
const MAX_PART_BYTES = 64 << 20;

interface Sheet {
  readonly name: string;
  readonly entry: ZipEntry;
}

interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly dateBase: 1900 | 1904;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly folder: string;
}

async function readPart(file: string, entry: ZipEntry | undefined): Promise<string> {
  if (!entry) return '';
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of readZipEntry(file, entry)) {
    size += chunk.length;
    if (size > MAX_PART_BYTES) throw new FileFault('a part of it is implausibly large', '其中某一部分大得不合理');
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Where a relation's target lies in the archive. */
const resolved = (folder: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : path.posix.normalize(path.posix.join(folder, target));

async function openWorkbook(file: string): Promise<Workbook> {
  const entries = new Map((await readZipDirectory(file)).map((entry) => [entry.name, entry]));
  const rootLinks = attributesOf(await readPart(file, entries.get('_rels/.rels')), 'Relationship');
  const main = rootLinks.find(({ Type }) => Type?.endsWith('/officeDocument'))?.Target ?? 'xl/workbook.xml';
  const workbookName = resolved('', main);
  const folder = path.posix.dirname(workbookName);
  const xml = await readPart(file, entries.get(workbookName));
  const sheetTags = attributesOf(xml, 'sheet');
  if (sheetTags.length === 0) throw new FileFault('it holds no sheets', '其中没有工作表');
  const linksName = path.posix.join(folder, '_rels', `${path.posix.basename(workbookName)}.rels`);
  const links = new Map(
    attributesOf(await readPart(file, entries.get(linksName)), 'Relationship').map(({ Id, Target }) => [Id, Target]),
  );
  const sheets = sheetTags.flatMap((tag): Sheet[] => {
    const id = Object.entries(tag).find(([name]) => name === 'id' || name.endsWith(':id'))?.[1];
    const entry = entries.get(resolved(folder, links.get(id) ?? ''));
    // Charts are sheets too; they have no cells.
    return entry?.name.includes('worksheets/') ? [{ name: tag.name ?? '', entry }] : [];
  });
  const is1904 = attributesOf(xml, 'workbookPr').some(({ date1904 }) => date1904 === '1' || date1904 === 'true');
  return { sheets, dateBase: is1904 ? 1904 : 1900, entries, folder };
}

async function readParts(file: string, { entries, folder, dateBase }: Workbook): Promise<WorkbookParts> {
  const strings = new SharedStrings();
  const entry = entries.get(`${folder}/sharedStrings.xml`);
  if (entry) await strings.read(readZipEntry(file, entry));
  return { strings, dateStyles: dateStyles(await readPart(file, entries.get(`${folder}/styles.xml`))), dateBase };
}

/** The names of a workbook's sheets. @throws unreadable-file */
export async function sheetsInWorkbook(file: string): Promise<string[]> {
  try {
    return (await openWorkbook(file)).sheets.map(({ name }) => name);
  } catch (thrown) {
    throw unreadable(file, 'Excel', thrown);
  }
}

/** The rows of a sheet (the first where null), each as long as its last value. @throws unreadable-file, empty-file */
export async function* readWorkbook(
  file: string,
  { table: sheetName, skipLines }: SourceFormat,
  onRead?: OnRead,
): AsyncGenerator<RowBatch> {
  try {
    const workbook = await openWorkbook(file);
    const sheet = sheetName === null ? workbook.sheets[0] : workbook.sheets.find(({ name }) => name === sheetName);
    if (!sheet) throw new ClienteleError('empty-file', { file: path.basename(file) });
    const reader = new SheetReader(await readParts(file, workbook), skipLines);
    const scanner = new XmlScanner(reader);
    for await (const chunk of readZipEntry(file, sheet.entry, onRead)) {
      scanner.push(chunk);
      if (reader.writer.isFull) yield reader.writer.take();
    }
    yield reader.writer.take();
  } catch (thrown) {
    throw unreadable(file, 'Excel', thrown);
  }
}
