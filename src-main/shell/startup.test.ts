import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStartup } from './startup.ts';

const at = (file: string): string => path.resolve('/home/me', file);

describe('readStartup', () => {
  it('asks for nothing where nothing was said', () => {
    const nothing = { open: null, sample: false, locale: null, userData: null };
    expect(readStartup(['clientele'], '/home/me')).toEqual(nothing);
    expect(readStartup(['electron', '/repository', '--no-sandbox'], '/home/me')).toEqual(nothing);
  });

  it('finds the project, relative to where the command was given', () => {
    expect(readStartup(['clientele', '--no-sandbox', 'shop.clientele'], '/home/me').open).toBe(at('shop.clientele'));
    expect(readStartup(['clientele', '/data/a b.clientele'], '/home/me').open).toBe(
      path.resolve('/data/a b.clientele'),
    );
  });

  it('takes no option for a project and no unknown language', () => {
    const startup = readStartup(['clientele', '--log=x.clientele', '--locale=tlh', '--sample'], '/home/me');
    expect(startup).toEqual({ open: null, sample: true, locale: null, userData: null });
  });

  it('reads language and settings folder', () => {
    const startup = readStartup(['clientele', '--locale=zh', '--user-data-dir=settings'], '/home/me');
    expect(startup).toMatchObject({ locale: 'zh', userData: at('settings') });
  });
});
