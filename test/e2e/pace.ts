import type { Page } from 'playwright-core';
import type { App } from './harness.ts';

/** How busy the page is: tasks that keep it from answering, and frames that it shows. */

/** What a stretch of time was like for a person in front of the window. */
export interface Pace {
  readonly ms: number;
  /** Tasks of 50 ms and more. */
  readonly tasksMs: readonly number[];
}

export interface Moving extends Pace {
  readonly frames: number;
}

export const longest = ({ tasksMs }: Pick<Pace, 'tasksMs'>): number => Math.max(0, ...tasksMs);
export const framesASecond = ({ frames, ms }: Moving): number => (frames * 1000) / ms;

/** What draws WebGL, in the browser's words. */
export const rendererName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const gl = document.createElement('canvas').getContext('webgl');
    const names = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'none';
  });

/** Goes to a notebook, until the points of a panel's scatter can be seen. */
export function showScatter(app: App, notebookId: string, panelId: string): Promise<Pace> {
  return app.page.evaluate(
    async ([tree, panel]): Promise<Pace> => {
      const tasks: PerformanceEntry[] = [];
      const observer = new PerformanceObserver((list) => void tasks.push(...list.getEntries()));
      observer.observe({ entryTypes: ['longtask'] });
      const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const look = document.createElement('canvas');
      look.width = look.height = 32;
      const seen = look.getContext('2d', { willReadFrequently: true });
      const find = (name: string) => [
        ...document.querySelectorAll<HTMLCanvasElement>(`[data-panel="${panel}"] ${name}`),
      ];
      const hasPoints = (): boolean =>
        find('.fg-cloud').some((canvas) => {
          if (!seen || canvas.width === 0) return false;
          seen.clearRect(0, 0, 32, 32);
          seen.drawImage(canvas, 0, 0, 32, 32);
          return seen.getImageData(0, 0, 32, 32).data.some((value, i) => i % 4 === 3 && value > 0);
        });
      const startedAt = performance.now();
      document.querySelector<HTMLElement>(`#tree-${tree}`)?.click();
      // Looking at what the graphics card drew waits for it, and that wait is not the page's own.
      const looks: (readonly [number, number])[] = [];
      for (let isDrawn = false; !isDrawn;) {
        if (performance.now() - startedAt > 60_000) throw new Error('no point was drawn within a minute');
        await frame();
        if (find('.nsewdrag').length === 0) continue;
        await new Promise((resolve) => setTimeout(resolve));
        const from = performance.now();
        isDrawn = hasPoints();
        looks.push([from, performance.now()]);
      }
      const ms = performance.now() - startedAt;
      // What comes after the points, such as ticks and labels, must not keep the page either.
      await new Promise((resolve) => setTimeout(resolve, 800));
      observer.disconnect();
      const isLook = ({ startTime, duration }: PerformanceEntry): boolean =>
        looks.some(([from, to]) => from >= startTime - 1 && to <= startTime + duration + 1);
      return { ms, tasksMs: tasks.filter((task) => !isLook(task)).map(({ duration }) => duration) };
    },
    [notebookId, panelId] as const,
  );
}

/** Counts frames and long tasks in the page while something is done to it. */
export async function watchWhile(page: Page, act: () => Promise<void>): Promise<Moving> {
  await page.evaluate(() => {
    const watched = { startedAt: performance.now(), frames: 0, tasksMs: [] as number[], goes: true };
    (window as unknown as { watched: typeof watched }).watched = watched;
    const observer = new PerformanceObserver((list) =>
      watched.tasksMs.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ entryTypes: ['longtask'] });
    const count = (): void => {
      watched.frames++;
      if (watched.goes) requestAnimationFrame(count);
      else observer.disconnect();
    };
    requestAnimationFrame(count);
  });
  await act();
  return page.evaluate((): Moving => {
    const { watched } = window as unknown as {
      watched: { startedAt: number; frames: number; tasksMs: number[]; goes: boolean };
    };
    watched.goes = false;
    return { ms: performance.now() - watched.startedAt, frames: watched.frames, tasksMs: watched.tasksMs };
  });
}

/** Drags a figure about, as a person who looks around in it does. */
export async function pan(app: App, panelId: string): Promise<Moving> {
  const panel = app.page.locator(`[data-panel="${panelId}"]`);
  await panel.getByRole('button', { name: 'Move', exact: true }).click();
  const box = await panel.locator('.js-plotly-plot .nsewdrag').first().boundingBox();
  if (!box) throw new Error('there is no figure to drag');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await app.page.mouse.move(x, y);
  await app.page.mouse.down();
  const moving = await watchWhile(app.page, async () => {
    for (let turn = 0; turn < 90; turn++) {
      const angle = turn / 9;
      await app.page.mouse.move(x + Math.sin(angle) * box.width * 0.2, y + (Math.cos(angle) - 1) * box.height * 0.15);
    }
  });
  await app.page.mouse.up();
  return moving;
}
