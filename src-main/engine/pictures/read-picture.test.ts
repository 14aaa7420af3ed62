import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClienteleError } from '../../contract/errors.ts';
import { tinyPng } from './fixtures.ts';
import { findPicture, readPicture } from './read-picture.ts';

const home = mkdtempSync(path.join(tmpdir(), 'clientele-pictures-'));
const folder = path.join(home, 'pictures');
const png = tinyPng(4, 3);

beforeAll(() => {
  mkdirSync(path.join(folder, 'mugs'), { recursive: true });
  mkdirSync(path.join(home, 'pictures-not'));
  for (const file of ['pictures/a.png', 'pictures/mugs/b c.png', 'secret.png', 'pictures-not/d.png'])
    writeFileSync(path.join(home, file), png);
  writeFileSync(path.join(folder, 'page.png'), '<svg onload="alert(1)"/>');
  writeFileSync(path.join(folder, 'bomb.png'), tinyPng(1, 1).with(18, 0xff).with(22, 0xff));
  writeFileSync(path.join(folder, 'large.png'), Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]));
  symlinkSync(path.join(home, 'secret.png'), path.join(folder, 'out.png'));
  symlinkSync(home, path.join(folder, 'up'));
  symlinkSync(path.join(folder, 'a.png'), path.join(folder, 'in.png'));
});
afterAll(() => rmSync(home, { recursive: true }));

const failure = (cell: string): Promise<ClienteleError | null> =>
  readPicture(folder, cell).then(
    () => null,
    (thrown: unknown) => thrown as ClienteleError,
  );
const codeOf = async (cell: string): Promise<string> => (await failure(cell))?.code ?? 'shown';
const whyOf = async (cell: string): Promise<string> =>
  ((await failure(cell))?.values.detail as { en: string } | undefined)?.en ?? 'shown';

describe('a picture', () => {
  it.each(['a.png', './a.png', ' a.png ', 'mugs/b c.png', 'mugs\\b c.png', 'mugs/../a.png', 'in.png', path.join(folder, 'a.png'), pathToFileURL(path.join(folder, 'mugs', 'b c.png')).href])(
    'inside its folder is read: %s',
    async (cell) => {
      const picture = await readPicture(folder, cell);
      expect(picture.type).toBe('image/png');
      expect(Buffer.compare(picture.bytes, png)).toBe(0);
    },
  ); // prettier-ignore
  it.each(['../secret.png', 'mugs/../../secret.png', path.join(home, 'secret.png'), '/etc/passwd', 'up/secret.png', 'out.png', '../pictures-not/d.png', '..\\secret.png', '.', '..', '', 'a.png\0.txt', pathToFileURL(path.join(home, 'secret.png')).href, 'file:///etc/passwd'])(
    'outside its folder is refused: %j',
    async (cell) => {
      expect(await codeOf(cell)).toBe('picture-refused');
      expect(await whyOf(cell)).toMatch(/outside/);
    },
  ); // prettier-ignore
  it.each(['https://example.org/a.png', 'HTTP://example.org/a.png', 'ftp://host/a.png', 'data:image/png;base64,AA', '//host/share/a.png', '\\\\host\\share\\a.png', 'file://host/share/a.png'])(
    'of a network is refused, and never asked for: %s',
    async (cell) => {
      expect(await codeOf(cell)).toBe('picture-refused');
      expect(await whyOf(cell)).toMatch(/network/);
    },
  ); // prettier-ignore
  it('is known by its bytes and by how large it unpacks, not by its name', async () => {
    expect(await whyOf('page.png')).toMatch(/no PNG/);
    expect(await whyOf('mugs')).toMatch(/no PNG/);
    expect(await whyOf('bomb.png')).toMatch(/larger/);
    expect(await whyOf('large.png')).toMatch(/larger/);
  });
  it('that is not there is said to be missing', async () => {
    expect(await codeOf('gone.png')).toBe('file-not-found');
    await expect(findPicture(folder, 'gone.png')).rejects.toMatchObject({ code: 'file-not-found' });
  });
  it.skipIf(process.platform === 'win32')('is never waited for in a pipe that nobody fills', async () => {
    execFileSync('mkfifo', [path.join(folder, 'pipe.png')]);
    expect(await whyOf('pipe.png')).toMatch(/no PNG/);
  });
});
