import { join } from 'node:path';

/**
 * For the environment of every process of the product that is started again and again: Node keeps what it compiled, and a fifth of the work of a
 * start is done once. `root` is the repository.
 */
export const keepsCompiled = (root: string): { readonly NODE_COMPILE_CACHE: string } => ({
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'parley', 'compiled'),
});
