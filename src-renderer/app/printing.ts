import { desktop } from '../engine/desktop.ts';

/** The PDF that each page becomes once it is written. */
const waiting = new Map<string, string>();

/** Whether reports can be printed into a file here: a browser prints them itself. */
export const canPrint = desktop !== null;

/** Asks where a PDF goes. @returns where the page that it is printed from is to be written; null where the person thought better of it. */
export async function askPdf(options: { title: string; name: string }): Promise<string | null> {
  const chosen = desktop && (await desktop.savePdf(options));
  if (!chosen) return null;
  waiting.set(chosen.page, chosen.path);
  return chosen.page;
}

/** Prints a page that was written, where it was written for that. @returns the PDF; null for a file that stays as it is. */
export async function printWritten(page: string): Promise<string | null> {
  const path = waiting.get(page);
  if (!desktop || path === undefined) return null;
  waiting.delete(page);
  await desktop.printPdf(path);
  return path;
}
