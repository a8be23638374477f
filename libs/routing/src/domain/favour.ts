import type { AgentId, AssignmentSettings, Distribution } from '#contracts';
import type { Favour, WaitingItem } from './snapshot.ts';
import { passedBy } from './work-item.ts';

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

/** Who comes first in what waits already, by what is set now: whom customers prefer may have been looked at when it came, and others waited for nobody. */
export const favourNow = (
  favour: Favour | null,
  { enabled, ifUnavailable }: AssignmentSettings['preferredAgents'],
): Favour | null => (favour?.kind !== 'preferred' ? favour : enabled ? { ...favour, otherwise: ifUnavailable } : null);

/**
 * Who still comes first in this item, best first: who let it pass has no more right to it than others; where nobody else may have it, they are
 * asked again after those who did not (product.md 11.5). Null: nobody comes first any more.
 */
export function favourLeft({ line: { favour }, passes }: Pick<WaitingItem, 'line' | 'passes'>): Favour | null {
  if (favour === null || Object.keys(passes).length === 0) return favour;
  const times = (id: AgentId) => passedBy({ passes }, id);
  const agentIds =
    favour.otherwise === 'wait'
      ? favour.agentIds.toSorted((one, other) => times(one) - times(other))
      : favour.agentIds.filter((id) => times(id) === 0);
  return agentIds.length > 0 ? { ...favour, agentIds } : null;
}
