import type { Life } from '../domain/retirement.ts';

/** As the facts say it: whether it may be used, and how it is retired while it is on its way out. */
export const lifeOf = ({ state, retiredHow }: Life) => ({
  state,
  ...(state === 'retiring' && retiredHow && { how: retiredHow }),
});
