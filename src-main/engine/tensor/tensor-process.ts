import { serveTensors } from './serve.ts';

/** Entry of the tensor process, forked by whoever trains or checks: a driver that crashes takes nothing else along. */
serveTensors(async () => (await import('./tasks.ts')).tensorTasks);
