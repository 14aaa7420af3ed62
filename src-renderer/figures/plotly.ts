import type { Config, Data, Layout } from 'plotly.js';

/** The part of plotly.js that figures use. */
export interface Plotly {
  react(
    element: HTMLElement,
    traces: readonly Data[],
    layout: Partial<Layout>,
    config: Partial<Config>,
  ): Promise<unknown>;
  relayout(element: HTMLElement, patch: Record<string, unknown>): Promise<unknown>;
  purge(element: HTMLElement): void;
  toImage(
    figure: { data: readonly Data[]; layout: Partial<Layout>; config?: Partial<Config> },
    options: { format: 'png' | 'svg'; width: number; height: number; scale?: number },
  ): Promise<string>;
  readonly Fx: {
    hover(
      element: HTMLElement,
      marks: readonly { curveNumber: number; pointNumber: number | readonly [number, number] }[],
    ): void;
    unhover(element: HTMLElement): void;
  };
  register(modules: readonly unknown[]): void;
}

let loading: Promise<Plotly> | null = null;

/** Loads plotly once, after the window is usable: it is most of the renderer's weight. */
export function loadPlotly(): Promise<Plotly> {
  return (loading ??= import('./plotly-window.ts').then(({ plotly }) => plotly));
}
