import { it } from 'vitest';
import { killAgainAndAgain } from './kills.ts';

it('loses nothing confirmed when main is killed: its engine closes the project and ends', async () => {
  await killAgainAndAgain('main', 10, 32);
}, 180_000);
