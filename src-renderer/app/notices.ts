import type { ErrorPayload } from '../../src-main/contract/errors.ts';
import type { MessageValues, Text } from '../../src-main/contract/text.ts';
import { createStore } from './store.ts';

/** Something one can do about a notice. */
export interface NoticeAction {
  readonly title: Text;
  run(): void;
}

/** A short word about what happened, out of the way of what one is doing; it leaves by itself unless something failed. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'done' | 'error';
  readonly text: Text;
  readonly values?: MessageValues;
  /** What went wrong, in its own words below. */
  readonly error?: ErrorPayload;
  readonly actions?: readonly NoticeAction[];
}

const MOST = 4;

const notices = createStore<readonly Notice[]>([]);

/** Shows a notice; another with the same id takes its place. */
export function notify(notice: Omit<Notice, 'id'> & { id?: string }): void {
  const id = notice.id ?? crypto.randomUUID();
  const others = notices.get().filter((other) => other.id !== id);
  notices.set([...others, { ...notice, id }].slice(-MOST));
}

export function dismissNotice(id: string): void {
  notices.set(notices.get().filter((notice) => notice.id !== id));
}

export const useNotices = (): readonly Notice[] => notices.use();
