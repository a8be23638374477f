import { EntitySchema } from 'typeorm';
import type { AgentId, Presence, PresenceId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, shownBy } from '../domain/agent.ts';
import { mayBegin } from '../domain/presence-span.ts';
import { setBased } from './set-based.ts';

/**
 * What an agent was from `beganAt` until the next span of theirs begins, or until now (product.md 37). As the end of one is the beginning of the
 * next, they never overlap and leave nothing out. Kept for thirteen months (`trimPresences`).
 */
export interface PresenceSpan {
  readonly agentId: AgentId;
  readonly beganAt: Date;
  readonly presence: Presence;
  /** What stood for it; null: the built-in one. */
  readonly presenceId: PresenceId | null;
}

export const PresenceSpanTable = new EntitySchema<PresenceSpan>({
  name: 'presence_span',
  columns: {
    agentId: { type: 'uuid', primary: true, name: 'agent_id' },
    beganAt: { type: 'timestamptz', primary: true, name: 'began_at' },
    presence: { type: 'text' },
    presenceId: { type: 'uuid', name: 'presence_id', nullable: true },
  },
});

const again =
  'ON CONFLICT (agent_id, began_at) DO UPDATE SET presence = excluded.presence, presence_id = excluded.presence_id';

/** What agents were, and since when. Who changes an agent holds the agent's lock. */
export const presenceSpans = ({ manager, now }: Transaction) => ({
  /** Those of these agents whose presence changed in this transaction begin a span; where nobody's did, this costs no statement. */
  begin: (staff: readonly Agent[]): Promise<void> =>
    setBased(manager, PresenceSpanTable).insert(
      staff
        .filter((agent) => mayBegin(agent, now))
        .map((agent) => ({ agentId: agent.id, beganAt: agent.presenceSince, ...shownBy(agent) })),
      again,
    ),
  /**
   * Forgets at most so many of those that were over by then; the one that each agent was in then stays. Agent by agent, by the key. Answers how many
   * it forgot.
   */
  async forgetBefore(since: Date, atMost: number): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      `DELETE FROM presence_span WHERE (agent_id, began_at) IN (
         SELECT old.agent_id, old.began_at FROM agent CROSS JOIN LATERAL (
           SELECT began_at AS at FROM presence_span WHERE agent_id = agent.id AND began_at <= $1 ORDER BY began_at DESC LIMIT 1
         ) AS kept CROSS JOIN LATERAL (
           SELECT agent_id, began_at FROM presence_span WHERE agent_id = agent.id AND began_at < kept.at
         ) AS old LIMIT $2)`,
      [since, atMost],
    );
    return count;
  },
  /** The agent was gone from then on: what was said of them since was not so. */
  async forgetSince(id: AgentId, goneAt: Date): Promise<void> {
    await manager.query('DELETE FROM presence_span WHERE agent_id = $1 AND began_at > $2', [id, goneAt]);
  },
});
