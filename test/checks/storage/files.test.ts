import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { ClienteleError, formatError } from '../../../src-main/contract/errors.ts';
import { findHolder, lockPath } from '../../../src-main/engine/storage/lock.ts';
import { fileSystemType, isNetworkType } from '../../../src-main/engine/storage/network-drive.ts';
import { removeProject } from '../../../src-main/engine/storage/open.ts';
import type { ProjectStore } from '../../../src-main/engine/storage/project-store.ts';
import { openReader, readTable } from '../../../src-main/engine/storage/reader.ts';
import { temporaryFolder } from '../engine-harness.ts';
import { create, customers, described, freshPath, open, versionOf } from './fixtures.ts';
import { COMMON_USER, commonUserCanRun } from './environment.ts';
import { openElsewhere } from './store-client.ts';

const opened: ProjectStore[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

/** A closed project with a notebook and a dataset of many pages. */
async function filled(): Promise<{ file: string; hash: string }> {
  const file = freshPath();
  const store = create(file);
  await store.addNotebook({ title: 'Kept' });
  const { hash } = await store.putTable(customers(20_000));
  await store.addDataset({ dataset: described('customers'), version: versionOf(hash, 20_000) });
  await store.close();
  return { file, hash };
}

/** What opening a file is refused with, by its code and in words; null where it opens. */
function refusal(file: string): { code: string; words: string } | null {
  try {
    opened.push(open(file));
    return null;
  } catch (thrown) {
    if (!(thrown instanceof ClienteleError)) throw thrown;
    return { code: thrown.code, words: Object.values(formatError(thrown.toPayload(), 'en')).join(' ') };
  }
}

function expectRefusal(file: string, code: string, words: string | RegExp): void {
  const refused = refusal(file);
  expect(refused?.code).toBe(code);
  expect(refused?.words).toMatch(words);
}

const bytesOf = (file: string): string => readFileSync(file).toString('latin1');

/** Overwrites bytes in the middle of a file, as a bad disk does. */
function spoil(file: string, from: number, length: number): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, from, from + length);
  writeFileSync(file, bytes);
}

describe('a file that is no sound project', () => {
  it('is said to be missing, a folder, or empty', () => {
    const folder = temporaryFolder();
    expect(refusal(path.join(folder, 'none.clientele'))?.code).toBe('file-not-found');
    expect(refusal(folder)?.code).toBe('project-foreign');
    const empty = path.join(folder, 'empty.clientele');
    writeFileSync(empty, '');
    expectRefusal(empty, 'project-damaged', 'it is empty');
  });

  it('is said to be something else, and left alone', () => {
    const folder = temporaryFolder();
    const text = path.join(folder, 'orders.clientele');
    writeFileSync(text, 'order_id,amount\n1,2\n');
    const other = path.join(folder, 'other.sqlite');
    const db = new Database(other);
    db.exec('CREATE TABLE t (x); INSERT INTO t VALUES (1)');
    db.close();
    for (const file of [text, other]) {
      const before = bytesOf(file);
      expect(refusal(file)?.code).toBe('project-foreign');
      expect(bytesOf(file)).toBe(before);
      expect(existsSync(`${file}-wal`) || existsSync(lockPath(file))).toBe(false);
      expect(() => removeProject(file, { program: 'test', endpoint: null })).toThrow('not a Clientele project');
      expect(existsSync(file)).toBe(true);
    }
  });

  it('is said to be newer, with both formats, and left alone', async () => {
    const { file } = await filled();
    const db = new Database(file);
    db.pragma('user_version = 77');
    db.close();
    const before = bytesOf(file);
    expectRefusal(file, 'project-newer', /format 77.*up to \d/);
    expect(bytesOf(file)).toBe(before);
  });

  it('is said to be cut short', async () => {
    const { file } = await filled();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const before = bytesOf(file);
    expectRefusal(file, 'project-damaged', 'its end is missing');
    expect(bytesOf(file)).toBe(before);
    truncateSync(file, 50);
    expect(refusal(file)?.code).toBe('project-damaged');
  });

  it('is said to be erased or broken', async () => {
    const { file } = await filled();
    const erased = `${file}-erased.clientele`;
    copyFileSync(file, erased);
    const bytes = readFileSync(erased);
    writeFileSync(erased, bytes.fill(0, 0, 4096));
    expectRefusal(erased, 'project-damaged', 'was erased');
    spoil(file, 8192, 8192 * 3);
    expectRefusal(file, 'project-damaged', 'saved copy');
  });

  it('says which stored result a bad disk changed, and what to do about it', async () => {
    const { file, hash } = await filled();
    const db = new Database(file);
    db.exec(`UPDATE _clientele_artifacts SET bytes = zeroblob(length(bytes)) WHERE output_hash = '${hash}'`);
    db.close();
    const store = open(file);
    expect(await store.findProblems()).not.toEqual([]);
    const reader = openReader(file);
    expect(readTable(reader, hash).nRows, 'its rows are in SQL').toBe(20_000);
    reader.close();
    expect(store.project().notebooks).toMatchObject([{ title: 'Kept' }]);
    await store.close();
    const again = new Database(file);
    again.exec(`DELETE FROM _clientele_published WHERE hash = '${hash}'`);
    again.close();
    const alone = openReader(file);
    expect(() => readTable(alone, hash)).toThrow(/Run its panel again/);
    alone.close();
  });
});

describe('a project that someone has', () => {
  it('names its holder, and is free once that was killed', async () => {
    const file = freshPath();
    const other = await openElsewhere(file, { create: true });
    await other.call('addNotebook', { title: 'Theirs' });
    expectRefusal(file, 'project-locked', new RegExp(`another window.*${other.pid}`));
    expect(() => removeProject(file, { program: 'test', endpoint: null })).toThrow('another window');
    expect(findHolder(file)).toMatchObject({ pid: other.pid, program: 'another window' });
    await other.kill();
    expect(findHolder(file)).toBeNull();
    expect(refusal(file)).toBeNull();
    expect(opened[0]?.project().notebooks).toMatchObject([{ title: 'Theirs' }]);
  });

  it('is taken by exactly one of those that try at once', async () => {
    const { file } = await filled();
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => openElsewhere(file)));
    const won = tries.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(won).toHaveLength(1);
    for (const outcome of tries)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'project-locked' });
    await won[0]?.close();
    expect(existsSync(lockPath(file)) || existsSync(`${file}-wal`)).toBe(false);
  });

  it('is taken where a lock was spoiled', async () => {
    const { file } = await filled();
    writeFileSync(lockPath(file), 'not a lock');
    expect(refusal(file)).toBeNull();
  });
});

describe('a place where nothing can be kept', () => {
  it.runIf(commonUserCanRun())('is said to be read-only: the file, or its folder', async () => {
    const { file } = await filled();
    const folder = path.dirname(file);
    chmodSync(folder, 0o777);
    chmodSync(file, 0o444);
    await expect(openElsewhere(file, { uid: COMMON_USER })).rejects.toMatchObject({ code: 'read-only' });
    chmodSync(file, 0o666);
    chmodSync(folder, 0o555);
    await expect(openElsewhere(file, { uid: COMMON_USER })).rejects.toMatchObject({ code: 'read-only' });
    const another = path.join(folder, 'another.clientele');
    await expect(openElsewhere(another, { uid: COMMON_USER, create: true })).rejects.toMatchObject({
      code: 'read-only',
    });
    chmodSync(folder, 0o777);
    const store = await openElsewhere(file, { uid: COMMON_USER });
    expect((await store.call('project')).notebooks).toMatchObject([{ title: 'Kept' }]);
    await store.close();
  });

  it('is said to be missing', () => {
    const missing = path.join(temporaryFolder(), 'no', 'where.clientele');
    expect(() => create(missing)).toThrow('There is no file');
  });

  it('is no other file: what is there stays', async () => {
    const { file } = await filled();
    const before = bytesOf(file);
    expect(() => create(file)).toThrow('exists already');
    expect(bytesOf(file)).toBe(before);
    mkdirSync(`${file}.folder`);
    expect(() => create(`${file}.folder`)).toThrow('exists already');
  });

  it('is a drive of another machine, by the list of mounts', () => {
    const mounts = [
      'overlay / overlay rw 0 0',
      'server:/export /home/me/share nfs4 rw 0 0',
      'u@host:/x /home/me/with\\040space fuse.sshfs rw 0 0',
      'tmpfs /home/me/share/local tmpfs rw 0 0',
    ].join('\n');
    const isRemote = (file: string): boolean => isNetworkType(fileSystemType(file, mounts));
    expect(isRemote('/home/me/shop.clientele')).toBe(false);
    expect(isRemote('/home/me/share/shop.clientele')).toBe(true);
    expect(isRemote('/home/me/shared/shop.clientele')).toBe(false);
    expect(isRemote('/home/me/with space/shop.clientele')).toBe(true);
    expect(isRemote('/home/me/share/local/shop.clientele')).toBe(false);
  });
});
