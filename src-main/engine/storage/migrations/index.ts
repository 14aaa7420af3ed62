import { definition } from './001-definition.ts';
import { outputs } from './002-outputs.ts';
import { checkpoints } from './003-checkpoints.ts';

/** Every migration in order; a file whose `user_version` is n has had the first n. A published one never changes. */
export const migrations: readonly string[] = [definition, outputs, checkpoints];
