import { ClienteleError } from '../../contract/errors.ts';
import type { Panel } from '../../contract/project.ts';
import type { Text } from '../../contract/text.ts';
import type { Connection } from './connection.ts';
import { readObjects } from './definition-rows.ts';

/** Names that the file uses itself. */
const RESERVED = ['segments', 'segment_members'];
const RESERVED_PREFIX = /^(_clientele_|sqlite_)/i;

interface Claim {
  readonly name: string;
  readonly owner: Text;
}

function claims(connection: Connection): Claim[] {
  const datasets = readObjects<{ name: string }>(connection, 'datasets', 'id').map(({ name }) => ({
    name,
    owner: { en: `the dataset “${name}”`, zh: `数据集“${name}”` },
  }));
  const outputs = readObjects<Panel>(connection, 'panels', 'position, id').flatMap(({ title, names }) =>
    Object.values(names).map((name) => ({ name, owner: { en: `the panel “${title}”`, zh: `面板“${title}”` } })),
  );
  return [...datasets, ...outputs];
}

/** Every name that is used, in lower case: SQL tells no upper from lower case. */
export function takenNames(connection: Connection): Set<string> {
  return new Set([...RESERVED, ...claims(connection).map(({ name }) => name.toLowerCase())]);
}

/** The name itself, or with a number where it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = RESERVED_PREFIX.test(name) ? `t_${name.replace(RESERVED_PREFIX, '')}` : name;
  let free = stem;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem}_${n}`;
  return free;
}

const OURS: Text = { en: 'Clientele itself', zh: 'Clientele 自身' };

/** @throws name-taken where two things claim one name. */
export function requireDistinctNames(connection: Connection): void {
  const owners = new Map<string, Text>(RESERVED.map((name) => [name, OURS]));
  for (const { name, owner } of claims(connection)) {
    const taken = RESERVED_PREFIX.test(name) ? OURS : owners.get(name.toLowerCase());
    if (taken) throw new ClienteleError('name-taken', { name, owner: taken });
    owners.set(name.toLowerCase(), owner);
  }
}
