import type { Scheme } from './palette.ts';

/** The colours and the font that a figure is drawn with. */
export interface FigureTheme {
  readonly scheme: Scheme;
  readonly surface: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly grid: string;
  readonly line: string;
  readonly axis: string;
  readonly accent: string;
  readonly font: string;
}

const FONT = 'Inter, "Inter var", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';

/** What reports and exported pictures are drawn with. */
export const LIGHT_THEME: FigureTheme = {
  scheme: 'light',
  surface: '#ffffff',
  text: '#182026',
  text2: '#47525b',
  text3: '#5f6b75',
  grid: '#e6eaec',
  line: '#c5ccd1',
  axis: '#5f6b75',
  accent: '#0b6b66',
  font: FONT,
};

/** The theme that the tokens of the page give an element. */
export function readTheme(element: Element): FigureTheme {
  const style = getComputedStyle(element);
  const token = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  return {
    scheme: style.colorScheme.includes('dark') ? 'dark' : 'light',
    surface: token('--surface', LIGHT_THEME.surface),
    text: token('--text', LIGHT_THEME.text),
    text2: token('--text-2', LIGHT_THEME.text2),
    text3: token('--text-3', LIGHT_THEME.text3),
    grid: token('--grid', LIGHT_THEME.grid),
    line: token('--line-2', LIGHT_THEME.line),
    axis: token('--text-3', LIGHT_THEME.axis),
    accent: token('--accent-text', LIGHT_THEME.accent),
    font: style.fontFamily || FONT,
  };
}
