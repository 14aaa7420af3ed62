import { desktop } from '../engine/desktop.ts';
import type { Command } from './commands.ts';

/** Keys are written as `Ctrl+Shift+Enter`, `?`, `Alt+ArrowUp`; one after the other as `D D`. `Ctrl` is ⌘ on a Mac. */

const isMac = desktop ? desktop.platform === 'darwin' : navigator.userAgent.includes('Macintosh');

const MODIFIERS = new Set([
  'Control',
  'Shift',
  'Alt',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** What was pressed; null for a modifier alone, or while an input method is composing. */
export function keyOf(event: KeyboardEvent): string | null {
  if (MODIFIERS.has(event.key) || event.isComposing) return null;
  const named = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isSign = named.length === 1 && !/\p{L}/u.test(named);
  const words: string[] = [];
  if (isMac ? event.metaKey : event.ctrlKey) words.push('Ctrl');
  if (event.altKey) words.push('Alt');
  // A sign that needs Shift on one keyboard does not on another: the sign itself counts.
  if (event.shiftKey && !isSign) words.push('Shift');
  return [...words, named].join('+');
}

const ARROWS: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };

/** Keys as they stand on the keyboard. */
export function showKeys(keys: string): string {
  const word = (part: string): string =>
    ARROWS[part] ?? (part === 'Ctrl' && isMac ? '⌘' : part === 'Escape' ? 'Esc' : part);
  const one = (key: string): string => (key === '+' ? key : key.split('+').map(word).join(' '));
  return keys.split(' ').map(one).join(' ');
}

/** The keys that a command has: those a person gave it, or its own; none where a person took them away. */
export function keysOf({ id, keys = [] }: Command, given: Readonly<Record<string, string>>): readonly string[] {
  const chosen = given[id];
  if (chosen === undefined) return keys;
  return chosen === '' ? [] : [chosen];
}

const FIELD =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]:not([contenteditable=false])';

/** Things that have a meaning of their own for Enter, blanks and arrows. */
const ACTING =
  'button, a[href], summary, input, select, textarea, [role=tab], [role=menuitem], [role=option], [role=treeitem], [role=row], [role=gridcell], [role=separator], [role=slider], [role=listbox], [role=grid], [role=combobox]';

/** What a field does itself. */
const EDITING = /^Ctrl\+(Shift\+)?([ZYACVX]|Backspace|Delete|Home|End|ArrowLeft|ArrowRight|ArrowUp|ArrowDown)$/;
const MOVING = /^(Shift\+)?(Enter|Space|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Home|End|PageUp|PageDown)$/;
const ANYWHERE = /^(F\d+|Shift\+F\d+|Shift\+Enter)$/;

/** Whether keys pressed there mean a command, and not what is there itself. */
export function isForCommands(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  if (target.closest(FIELD)) {
    if (key.startsWith('Ctrl+')) return !EDITING.test(key);
    return ANYWHERE.test(key) || (key.startsWith('Alt+') && MOVING.test(key.slice(4)));
  }
  return !MOVING.test(key) || key === 'Shift+Enter' || !target.closest(ACTING);
}
