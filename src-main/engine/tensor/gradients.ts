import { registerHooks } from 'node:module';

const INSIDE = '/@tensorflow/tfjs-core/dist/';

/*
 * tfjs-core keeps its gradients out of the one file that Node loads, in modules written for bundlers, which name each other
 * without their extension. They register themselves in tables that every copy of tfjs-core in a process shares.
 */
const hooks = registerHooks({
  resolve(specifier, context, next) {
    const isInside = context.parentURL?.includes(INSIDE) === true && specifier.startsWith('.');
    if (!isInside || specifier.endsWith('.js')) return next(specifier, context);
    try {
      return next(`${specifier}.js`, context);
    } catch {
      return next(`${specifier}/index.js`, context);
    }
  },
});
// The copy that comes first makes the engine and its tensors, and those of the modules cannot be called methods of.
await import('@tensorflow/tfjs-core');
await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
hooks.deregister();
