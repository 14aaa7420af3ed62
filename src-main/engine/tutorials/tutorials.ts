import type { TutorialStep } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Text } from '../../contract/text.ts';
import type { Session } from '../session/session.ts';
import { betterOrLuckier } from './better-or-luckier.ts';
import { firstRecommender } from './first-recommender.ts';
import { knowYourCustomers } from './know-your-customers.ts';
import { realGroups } from './real-groups.ts';
import { sittingWithTheMerchant } from './sitting-with-the-merchant.ts';
import { threeWaysToDrawALine } from './three-ways-to-draw-a-line.ts';
import type { LearnerWork, Tutorial } from './tutorial.ts';
import { whoIsAboutToLeave } from './who-is-about-to-leave.ts';
import { whichFeatures } from './which-features.ts';

const TUTORIALS: readonly Tutorial[] = [
  knowYourCustomers,
  whichFeatures,
  realGroups,
  firstRecommender,
  sittingWithTheMerchant,
  whoIsAboutToLeave,
  betterOrLuckier,
  threeWaysToDrawALine,
];

/** Every tutorial, without its lessons. */
export function listTutorials(): { id: string; title: Text; summary: Text; minutes: number }[] {
  return TUTORIALS.map(({ id, title, summary, minutes }) => ({ id, title, summary, minutes }));
}

/** A tutorial's lessons, each checked against the open project; nothing is done where none is open. @throws not-found */
export async function viewTutorial(
  id: string,
  session: Session | null,
): Promise<{ title: Text; steps: TutorialStep[] }> {
  const tutorial = TUTORIALS.find((candidate) => candidate.id === id);
  if (!tutorial) throw new ClienteleError('not-found', { kind: { en: 'tutorial', zh: '教程' }, id });
  const work = session && (await learnerWork(session));
  const steps = tutorial.lessons.map(({ id: lesson, title, body, check }): TutorialStep => {
    const result = work ? check(work) : { done: false as const, hint: null };
    return { id: lesson, title, body, done: result.done, hint: result.done ? null : result.hint };
  });
  return { title: tutorial.title, steps };
}

/** More than a tutorial's worth of work. */
const AUDIT_LINES = 10_000;

async function learnerWork(session: Session): Promise<LearnerWork> {
  const audited = await session.writer.call('listAudit', AUDIT_LINES);
  return {
    snapshot: session.snapshot,
    views: [...session.state.views.values()],
    audited: new Set(audited.map(({ action }) => action)),
  };
}
