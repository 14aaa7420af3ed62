import { serveTensors } from '../../../src-main/engine/tensor/serve.ts';

// tfjs may be imported only once a backend has made its preparations.
serveTensors(async () => ({ trainLayer: (await import('./layer-tasks.ts')).trainLayer }));
