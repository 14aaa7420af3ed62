import { useEffect, useRef } from 'react';
import type { EngineEvent } from '../../src-main/contract/events.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;
type Listener = (event: EngineEvent) => void;

const listeners = new Set<Listener>();
const reconnected = new Set<() => void>();
const ended = new Set<() => void>();
const back = new Set<() => void>();

/** How long to wait before the stream is opened again after it broke. */
const RETRY_MS = 300;

/** Hands on each whole line, and keeps what is left of the last one. */
function takeLines(text: string): string {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  for (const line of lines) {
    if (line === '') continue;
    const event = JSON.parse(line) as EngineEvent;
    for (const listener of listeners) listener(event);
  }
  return rest;
}

async function readStream(): Promise<void> {
  const response = await fetch('/engine/events');
  if (!response.ok || !response.body) return;
  for (const again of reconnected) again();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest = takeLines(rest + value);
  }
}

/** Listens to the engine for as long as the window stands, through its restarts. */
export async function listenToEngine(): Promise<never> {
  for (;;) {
    // A broken stream is an engine that went; the next one is asked in a moment.
    await readStream().catch(() => undefined);
    for (const end of ended) end();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Subscribes outside of React. @returns what ends the subscription. */
export function onEngineEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Told each time the stream stands (again): what was missed in between has to be read anew. */
export function onEngineStream(listener: () => void): () => void {
  reconnected.add(listener);
  return () => reconnected.delete(listener);
}

/** Tells those who keep answers themselves that an engine stands where the last one was. */
export function tellEngineIsBack(): void {
  for (const listener of back) listener();
}

/** Hears when an engine stands where the last one was, so that what failed in between can be asked anew. */
export function useEngineBack(again: () => void): void {
  useEffect(() => {
    back.add(again);
    return () => void back.delete(again);
  }, [again]);
}

/** Told each time the stream broke. */
export function onEngineStreamEnd(listener: () => void): () => void {
  ended.add(listener);
  return () => ended.delete(listener);
}

/** Hears events of one type for as long as the component is mounted. */
export function useEngineEvent<T extends EngineEvent['type']>(type: T, heard: (event: EventOf<T>) => void): void {
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(
    () =>
      onEngineEvent((event) => {
        if (event.type === type) latest.current(event as EventOf<T>);
      }),
    [type],
  );
}
