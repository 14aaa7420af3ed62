export type Scheme = 'light' | 'dark';

/**
 * Twenty colours for categories. The first five are Okabe–Ito, darkened or lightened until a mark has 3:1 on its
 * surface; the rest were chosen one after another for the greatest distance (OKLab) from all before them to eyes
 * with and without colour blindness (Machado et al., 2009). A place has one hue in both schemes.
 */
export const MARKS: Readonly<Record<Scheme, readonly string[]>> = {
  light: [
    '#0072b2', '#d55e00', '#009e73', '#b8578e', '#b57b00', '#4c1f00', '#151581', '#4f4ab9', '#b270df', '#475411',
    '#8d4dde', '#4b3a1d', '#6d4e83', '#7a0061', '#906f5d', '#440164', '#98374d', '#692590', '#5f6d2e', '#c1319d',
  ], // prettier-ignore
  dark: [
    '#3d9bdc', '#ee7d33', '#1fbf92', '#d68ab5', '#e0ac2b', '#ac704e', '#5c77df', '#9fa4ff', '#ebd5fe', '#97a766',
    '#d0b8fe', '#a08c6d', '#c09fd9', '#d66bb6', '#e2beaa', '#9d60c6', '#f48a9c', '#bd7fe8', '#afbf7d', '#ffa4e1',
  ], // prettier-ignore
};

/** What belongs to no category: noise, missing values. */
const NO_CATEGORY: Readonly<Record<Scheme, string>> = { light: '#7c8790', dark: '#7f8b94' };

/** The colour of the nth category; beyond twenty they repeat, below zero there is none. */
export function markColor(index: number, scheme: Scheme): string {
  const marks = MARKS[scheme];
  return (index < 0 ? undefined : marks[index % marks.length]) ?? NO_CATEGORY[scheme];
}

/** The colour of a cluster: by its id, so that it is the same in every figure of a notebook; noise (−1) is grey. */
export function clusterColor(id: number, scheme: Scheme): string {
  return Number.isInteger(id) ? markColor(id, scheme) : NO_CATEGORY[scheme];
}

export type ColorScale = [number, string][];

const VIRIDIS = [
  '#440154',
  '#482878',
  '#3e4a89',
  '#31688e',
  '#26828e',
  '#1f9e89',
  '#35b779',
  '#6dcd59',
  '#b4de2c',
  '#fde725',
];

const evenly = (colors: readonly string[]): ColorScale => colors.map((color, i) => [i / (colors.length - 1), color]);

/** Low to high, for areas. */
export const SEQUENTIAL: ColorScale = evenly(VIRIDIS);

/** Low to high, for marks: without the end that fades into the surface. */
export const SEQUENTIAL_MARKS: Readonly<Record<Scheme, ColorScale>> = {
  light: evenly(VIRIDIS.slice(0, 8)),
  dark: evenly(VIRIDIS.slice(3)),
};

/** Below and above a centre that fades into the surface. */
export const DIVERGING: Readonly<Record<Scheme, ColorScale>> = {
  light: evenly(['#0b4f8a', '#3b83bd', '#9cc4e4', '#f7f8f8', '#f5bd8b', '#dd7a2c', '#9c4200']),
  dark: evenly(['#8cc8f5', '#4691cc', '#28506f', '#222b31', '#74451f', '#d07a31', '#ffbe86']),
};

/** How many rows lie in a place: from nothing to a quiet grey, below the points. */
export const DENSITY: Readonly<Record<Scheme, ColorScale>> = {
  light: [
    [0, 'rgba(95,107,117,0)'],
    [0.02, 'rgba(95,107,117,0.07)'],
    [1, 'rgba(71,82,91,0.42)'],
  ],
  dark: [
    [0, 'rgba(173,184,192,0)'],
    [0.02, 'rgba(173,184,192,0.07)'],
    [1, 'rgba(173,184,192,0.38)'],
  ],
};
