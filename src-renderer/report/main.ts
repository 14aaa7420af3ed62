import { decodeBundle } from '../../src-main/contract/bundle.ts';
import type { Figure, ScatterPoints } from '../../src-main/contract/figure.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import type { HoverText } from '../figures/drawing.ts';
import { PlotHost, type Hovered } from '../figures/plot-host.ts';
import { kindOf } from '../figures/registry.ts';
import { LIGHT_THEME } from '../figures/theme.ts';
import { plotly } from './plotly-report.ts';

interface ReportData {
  readonly locale: Locale;
  /** Bundles in base64, by the id of their place. */
  readonly figures: Readonly<Record<string, string>>;
}

function bytesOf(base64: string): Uint8Array {
  const text = atob(base64);
  return Uint8Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

function line(label: string, value: string): HTMLElement {
  const row = document.createElement('div');
  const name = document.createElement('span');
  const number = document.createElement('b');
  name.textContent = label;
  number.textContent = value;
  row.append(name, number);
  return row;
}

/** What a mark stands for; texts are set as text, never as markup. */
function tip(text: HoverText): HTMLElement {
  const box = document.createElement('div');
  box.className = 'tip';
  const title = document.createElement('b');
  title.textContent = text.title;
  box.append(title, ...text.lines.map(({ label, value }) => line(label, value)));
  return box;
}

function showTip(place: HTMLElement, hovered: Hovered | null): void {
  place.querySelector('.tip')?.remove();
  if (!hovered) return;
  const box = tip(hovered.text);
  place.append(box);
  const left =
    hovered.left + box.offsetWidth + 20 > place.clientWidth ? hovered.left - box.offsetWidth - 12 : hovered.left + 12;
  box.style.left = `${Math.max(0, left)}px`;
  box.style.top = `${Math.max(0, hovered.top - 12)}px`;
}

async function drawFigure(place: HTMLElement, bundle: string, locale: Locale): Promise<void> {
  const { figure, points } = decodeBundle(bytesOf(bundle)) as { figure: Figure; points: ScatterPoints | null };
  const kind = kindOf(figure);
  const width = place.clientWidth;
  const height = Math.min(560, kind.height(figure, width));
  const canvas = document.createElement('div');
  place.append(canvas);
  const host = new PlotHost(plotly, canvas, { hover: (hovered) => showTip(place, hovered) });
  const drawing = kind.draw(figure, {
    locale,
    theme: LIGHT_THEME,
    width,
    height,
    points,
    selectedBars: null,
    many: 'vectors',
  });
  await host.draw(drawing, {
    locale,
    selecting: 'none',
    drag: null,
    revision: 'report',
    outlined: false,
    width,
    height,
  });
  // The picture is there: its numbers wait until they are asked for.
  place.parentElement?.querySelector('details')?.removeAttribute('open');
}

/** Draws every figure of the report; one that fails leaves its numbers standing open. */
async function drawReport(): Promise<void> {
  const data = JSON.parse(document.getElementById('clientele-figures')?.textContent ?? '{}') as ReportData;
  for (const place of document.querySelectorAll<HTMLElement>('[data-figure]')) {
    const bundle = data.figures[place.dataset.figure ?? ''];
    if (bundle !== undefined)
      await drawFigure(place, bundle, data.locale).catch((thrown: unknown) => console.error(thrown));
  }
  document.documentElement.dataset.ready = 'true';
}

/** Print has no hover: the numbers are printed below each figure. */
const opened = new Set<HTMLDetailsElement>();
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('figure details:not([open])')) {
    details.open = true;
    opened.add(details);
  }
});
window.addEventListener('afterprint', () => {
  for (const details of opened) details.open = false;
  opened.clear();
});

void drawReport();
