import type { Agent } from './agent.ts';

/**
 * Whether what an agent is may have begun in a transaction at `now`: it began then, or a moment later by the clock of another replica; or they were
 * found to be gone, which was before. Saying once more what began already changes nothing.
 */
export const mayBegin = ({ presenceSince, silentSince }: Agent, now: Date): boolean =>
  presenceSince >= now || silentSince !== null;
