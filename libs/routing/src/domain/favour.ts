import type { AgentId, AssignmentSettings, Distribution } from '#contracts';
import type { Favour } from './snapshot.ts';

/** Who had a conversation before, and whom its customer prefers, best first. */
export interface Favourites {
  readonly previousAgentId: AgentId | null;
  readonly preferredAgentIds: readonly AgentId[];
}

/**
 * Who comes first in an item (product.md 6.5, 11.6): who had the conversation before, where the workstream keeps to the same agent; else
 * whom the customer prefers, where that is looked at. Only who serves the queue. Null: nobody comes first.
 */
export function favourOf(
  { previousAgentId, preferredAgentIds }: Favourites,
  serves: (id: AgentId) => boolean,
  { keepSameAgent, affinityTimeoutSeconds }: Pick<Distribution, 'keepSameAgent' | 'affinityTimeoutSeconds'>,
  { enabled, ifUnavailable }: AssignmentSettings['preferredAgents'],
): Favour | null {
  if (keepSameAgent && previousAgentId && serves(previousAgentId)) {
    const otherwise = affinityTimeoutSeconds > 0 ? 'wait' : 'next-best';
    return { kind: 'affinity', agentIds: [previousAgentId], otherwise };
  }
  const preferred = enabled ? preferredAgentIds.filter(serves) : [];
  return preferred.length > 0 ? { kind: 'preferred', agentIds: preferred, otherwise: ifUnavailable } : null;
}
