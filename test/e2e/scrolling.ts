import type { App } from './harness.ts';

/** What one pass through a table was like. */
export interface Pass {
  /** Tasks of 50 ms and more. */
  readonly tasksMs: readonly number[];
  readonly mostRows: number;
  readonly frames: number;
}

/** Scrolls by the wheel's notches, by pages, and by dragging the bar to anywhere, a step a frame. */
export function scrollThrough(app: App, seed: number): Promise<Pass> {
  return app.page.evaluate(async (start): Promise<Pass> => {
    const grid = document.querySelector('.gr-scroll');
    if (!grid) throw new Error('there is no table');
    const tasksMs: number[] = [];
    const observer = new PerformanceObserver((list) =>
      tasksMs.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ entryTypes: ['longtask'] });
    let mostRows = 0;
    let frames = 0;
    const frame = (): Promise<void> =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          frames++;
          mostRows = Math.max(mostRows, grid.querySelectorAll('.gr-body [role=row]').length);
          resolve();
        }),
      );
    let state = start;
    const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    for (const [step, turns] of [
      [100, 30],
      [grid.clientHeight, 20],
      [-grid.clientHeight * 7, 10],
    ] as const) {
      for (let turn = 0; turn < turns; turn++) {
        grid.scrollTop += step;
        await frame();
      }
    }
    for (let turn = 0; turn < 20; turn++) {
      grid.scrollTop = random() * grid.scrollHeight;
      await frame();
    }
    for (let turn = 0; turn < 20; turn++) {
      grid.dispatchEvent(new WheelEvent('wheel', { deltaY: 120, bubbles: true, cancelable: true }));
      await frame();
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    observer.disconnect();
    return { tasksMs, mostRows, frames };
  }, seed);
}
