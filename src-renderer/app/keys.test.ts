import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Keys from './keys.ts';

/** Stands for an element that answers to some selectors. */
class FakeElement {
  readonly #words: readonly string[];
  constructor(...words: string[]) {
    this.#words = words;
  }
  closest(selector: string): FakeElement | null {
    return this.#words.some((word) => selector.split(', ').some((part) => part.startsWith(word))) ? this : null;
  }
}

let keys: typeof Keys;

beforeAll(async () => {
  vi.stubGlobal('Element', FakeElement);
  keys = await import('./keys.ts');
});

const pressed = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    isComposing: false,
    ...held,
  }) as KeyboardEvent;

const target = (...words: string[]): EventTarget => new FakeElement(...words) as unknown as EventTarget;

describe('a pressed key', () => {
  it('is named with what is held', () => {
    expect(keys.keyOf(pressed('k', { ctrlKey: true }))).toBe('Ctrl+K');
    expect(keys.keyOf(pressed('Enter', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+Enter');
    expect(keys.keyOf(pressed('Z', { shiftKey: true }))).toBe('Shift+Z');
    expect(keys.keyOf(pressed(' '))).toBe('Space');
  });

  it('is a sign whatever was held to write it', () => {
    expect(keys.keyOf(pressed('?', { shiftKey: true }))).toBe('?');
    expect(keys.keyOf(pressed(',', { ctrlKey: true }))).toBe('Ctrl+,');
  });

  it('is nothing while it only modifies, or while an input method composes', () => {
    expect(keys.keyOf(pressed('Shift', { shiftKey: true }))).toBeNull();
    expect(keys.keyOf(pressed('a', { isComposing: true }))).toBeNull();
  });
});

describe('keys mean a command', () => {
  it('anywhere outside of fields', () => {
    expect(keys.isForCommands('D', null)).toBe(true);
    expect(keys.isForCommands('Enter', target('div'))).toBe(true);
  });

  it('in a field only where the field has no use for them', () => {
    const field = target('textarea');
    for (const own of ['D', 'Enter', 'ArrowUp', 'Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+A', 'Escape']) {
      expect(keys.isForCommands(own, field), own).toBe(false);
    }
    for (const ours of ['Ctrl+K', 'Ctrl+Enter', 'Shift+Enter', 'F1', 'Alt+ArrowUp']) {
      expect(keys.isForCommands(ours, field), ours).toBe(true);
    }
  });

  it('on a button, but not those that press it', () => {
    const button = target('button');
    expect(keys.isForCommands('Enter', button)).toBe(false);
    expect(keys.isForCommands('Space', button)).toBe(false);
    expect(keys.isForCommands('J', button)).toBe(true);
  });
});

describe('a command', () => {
  const command = {
    id: 'panel.delete',
    title: { en: '', zh: '' },
    group: 'panel',
    keys: ['D D'],
    run: () => undefined,
  } as const;

  it('has its own keys until a person gives it others, or takes them away', () => {
    expect(keys.keysOf(command, {})).toEqual(['D D']);
    expect(keys.keysOf(command, { 'panel.delete': 'Ctrl+Delete' })).toEqual(['Ctrl+Delete']);
    expect(keys.keysOf(command, { 'panel.delete': '' })).toEqual([]);
  });

  it('shows them as they stand on the keyboard', () => {
    expect(keys.showKeys('Ctrl+Shift+Enter')).toBe('Ctrl Shift Enter');
    expect(keys.showKeys('D D')).toBe('D D');
    expect(keys.showKeys('Alt+ArrowUp')).toBe('Alt ↑');
    expect(keys.showKeys('+')).toBe('+');
  });
});
