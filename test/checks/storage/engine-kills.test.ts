import { it } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

it('loses nothing confirmed when the engine is killed amid imports, runs and edits', async () => {
  await killAgainAndAgain('engine', 12, 31);
}, 180_000);
