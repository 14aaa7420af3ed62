import type { Page } from 'playwright-core';

/** What was answered, or why it was refused. */
export type Attempt = { readonly got: unknown } | { readonly refused: string };

/** Calls what the preload script exposes, with whatever arguments. */
export const callDesktop = (page: Page, name: string, ...given: unknown[]): Promise<Attempt> =>
  page.evaluate(
    async ([method, args]): Promise<Attempt> => {
      const { desktop } = window as unknown as { desktop: Record<string, (...args: unknown[]) => Promise<unknown>> };
      try {
        return { got: await desktop[method]?.(...args) };
      } catch (thrown) {
        return { refused: String(thrown) };
      }
    },
    [name, given] as const,
  );

/** Calls the engine from the page, as a script that took it over would: with a guessed secret. */
export const callEngine = (page: Page, name: string, input: unknown): Promise<{ status: number; body: string }> =>
  page.evaluate(
    async ([call, json]) => {
      const headers = { 'x-clientele-shell': 'guess' };
      const answer = await fetch(`/engine/call/${call}`, { method: 'POST', body: json, headers });
      return { status: answer.status, body: await answer.text() };
    },
    [name, JSON.stringify(input)] as const,
  );
