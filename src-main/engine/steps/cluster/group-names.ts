import { escapeMessage, type Label, type Text } from '../../../contract/text.ts';
import { say } from './cluster-words.ts';

/** What rows in no cluster have in place of its number. */
export const NOISE = '-1';
const OUTSIDE: Text = { en: 'no cluster', zh: '未归入聚类的部分' };
const OUTSIDE_OPENING: Text = { ...OUTSIDE, en: 'What is in no cluster' };

/** What a group is called where it stands alone: a cluster by its number, another group by its own name. */
export function groupLabel(name: string, isCluster: boolean): Label {
  if (!isCluster) return name;
  return name === NOISE ? say('outside') : say('clusterName', { cluster: name });
}

/** The same within a sentence. */
export function groupPhrase(name: string, isCluster: boolean): Text {
  if (isCluster && name === NOISE) return OUTSIDE;
  const shown = escapeMessage(name);
  return isCluster ? { en: `cluster ${shown}`, zh: `聚类 ${shown}` } : { en: `“${shown}”`, zh: `“${shown}”` };
}

/** The same where a sentence begins with it. */
export function groupOpening(name: string, isCluster: boolean): Text {
  if (isCluster && name === NOISE) return OUTSIDE_OPENING;
  const { en, zh } = groupPhrase(name, isCluster);
  return { en: en.charAt(0).toUpperCase() + en.slice(1), zh };
}

/** The number that a group is coloured by: its own where it is a cluster, its place among the others where not. */
export function groupId(name: string, at: number, isCluster: boolean): number {
  const number = Number(name);
  return isCluster && Number.isInteger(number) ? number : at;
}
