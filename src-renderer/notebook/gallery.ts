import { families, type StepInfo } from '../../src-main/contract/step.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { familyNames, galleryText } from './notebook-text.ts';

/** Something the gallery offers. */
export interface GalleryEntry {
  readonly id: string;
  readonly kind: 'step' | 'sql' | 'note';
  readonly title: Text;
  readonly summary: Text;
  readonly about: Text;
  readonly group: Text;
  readonly step: StepInfo | null;
}

const OWN: readonly GalleryEntry[] = [
  {
    id: 'sql',
    kind: 'sql',
    title: galleryText.sql,
    summary: galleryText.sqlWhat,
    about: galleryText.sqlAbout,
    group: galleryText.free,
    step: null,
  },
  {
    id: 'note',
    kind: 'note',
    title: galleryText.note,
    summary: galleryText.noteWhat,
    about: galleryText.noteAbout,
    group: galleryText.free,
    step: null,
  },
];

/** Every step by family, in the order in which work goes, then what a person writes. */
export function galleryEntries(steps: Iterable<StepInfo>): GalleryEntry[] {
  const entries = [...steps].map((step): GalleryEntry => {
    const { id, title, summary, about, family } = step;
    return { id, kind: 'step', title, summary, about, group: familyNames[family], step };
  });
  const place = ({ step }: GalleryEntry): number => (step ? families.indexOf(step.family) : families.length);
  return [...entries, ...OWN].sort((a, b) => place(a) - place(b));
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** How well an entry answers what was typed: larger is better, zero is not at all. */
export function matchScore({ id, title, summary, group }: GalleryEntry, query: string): number {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const names = fold(`${title.en} ${title.zh} ${id}`);
  const rest = fold(`${summary.en} ${summary.zh} ${group.en} ${group.zh}`);
  let score = 1;
  for (const word of words) {
    if (names.startsWith(word)) score += 4;
    else if (names.includes(word)) score += 3;
    else if (rest.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

/** The entries that answer what was typed, the best first; all of them, by family, where nothing was. */
export function findEntries(entries: readonly GalleryEntry[], query: string): readonly GalleryEntry[] {
  if (query.trim() === '') return entries;
  const scored = entries.map((entry) => ({ entry, score: matchScore(entry, query) }));
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
