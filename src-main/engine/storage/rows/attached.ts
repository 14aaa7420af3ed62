import type { Connection } from '../connection.ts';

/** What an image of rows is called while it is attached. */
export const IMAGE = '_clientele_image';

/** Attaches a database file that holds rows to be taken over; one is attached at a time. */
export function attachImage({ db }: Connection, file: string): void {
  db.prepare(`ATTACH ? AS ${IMAGE}`).run(file);
}

/** Lets the attached image go, outside of transactions: inside one SQLite holds on to it. */
export function letImageGo({ db }: Connection): void {
  const databases = db.pragma('database_list') as { name: string }[];
  if (databases.some(({ name }) => name === IMAGE)) db.exec(`DETACH ${IMAGE}`);
}
