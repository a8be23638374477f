import { registerHooks } from 'node:module';
import { compiled } from './compile.ts';

const words = new URL('./globals.ts', import.meta.url).href;
const ours = (address: string) => /^file:.*\.tsx?(\?|$)/.test(address) && !address.includes('/node_modules/');
let generation = 0;

/*
 * From here on this process reads our TypeScript, decorators included, and Jest's words where a file asks for them by name.
 */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: words, format: 'module', shortCircuit: true };
    const found = next(specifier, context);
    const again = generation > 0 && ours(found.url) && found.url !== words;
    return again ? { ...found, url: `${found.url}?${generation}` } : found;
  },
  load(url, context, next) {
    if (!ours(url)) return next(url, context);
    return { format: 'module', source: compiled(url), shortCircuit: true };
  },
});

/** All of ours is read anew from here on, for whoever edits it meanwhile. */
export function forgetModules(): void {
  generation += 1;
}
