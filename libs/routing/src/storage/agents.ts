import { type AgentId, Refusal } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { AgentTable } from './agent.table.ts';
import { presenceSpans } from './presence-spans.ts';
import { changedOf, setBased } from './set-based.ts';

/** What changes of an agent by itself, while they work. */
const saved = [
  'version',
  'name',
  'presence',
  'presenceSetBy',
  'presenceSince',
  'capacityUsed',
  'idleSince',
  'silentSince',
  'presenceBefore',
  'presenceBeforeSetBy',
  'presenceBeforeReason',
  'presenceId',
  'presenceReason',
  'profiles',
  'sessions',
  'releasedAt',
  'offersOfDay',
] as const satisfies readonly (keyof Agent)[];

/** The agents this transaction may read and change. Lock work items first, then agents: all who change both do it in this order. */
export const agents = (tx: Transaction) => {
  const { manager } = tx;
  const spans = presenceSpans(tx);
  const table = manager.getRepository(AgentTable);
  const rows = setBased(manager, AgentTable);
  return {
    /** Refuses somebody who has never signed in. */
    async get(id: AgentId): Promise<Agent> {
      const [found] = await rows.lock(`id = $1`, [id]);
      if (!found) throw new Refusal('agent-not-found', 'This agent has never signed in.');
      return found;
    },
    /** The same as they are, without the lock. */
    async see(id: AgentId): Promise<Agent> {
      const [found]: Agent[] = await manager.query(`SELECT ${rows.list} FROM agent WHERE id = $1`, [id]);
      if (!found) throw new Refusal('agent-not-found', 'This agent has never signed in.');
      return found;
    },
    /** Those of these who have signed in, by id. */
    lock: async (ids: readonly AgentId[]): Promise<Agent[]> =>
      ids.length === 0 ? [] : rows.lock(`id = ANY($1)`, [ids]),
    /** How many conversations each of these has, without locking them. */
    async sessionsOf(ids: readonly AgentId[]): Promise<(id: AgentId) => number> {
      const found: Pick<Agent, 'id' | 'sessions'>[] = await manager.query(
        `SELECT id, sessions FROM agent WHERE id = ANY($1)`,
        [ids],
      );
      const known = new Map(found.map(({ id, sessions }) => [id, sessions]));
      return (id) => known.get(id) ?? 0;
    },
    /** False when the agent was there already. */
    async create(agent: Agent): Promise<boolean> {
      const { raw } = await table.createQueryBuilder().insert().values(agent).orIgnore().returning('id').execute();
      if (raw.length === 0) return false;
      await spans.begin([agent]);
      return true;
    },
    /** None of these was there. */
    async createAll(staff: readonly Agent[]): Promise<void> {
      for (const some of chunks(staff, 500)) await rows.insert(some);
      await spans.begin(staff);
    },
    async saveAll(changed: readonly Agent[]): Promise<void> {
      await rows.update(changed, saved);
      await spans.begin(changed);
    },
    /** As the other, for those that were locked so: writes only what is different. */
    async saveChanges(changes: readonly { readonly before: Agent; readonly after: Agent }[]): Promise<void> {
      const changed = changes.map(({ after }) => after);
      await rows.update(changed, changedOf(changes, saved));
      await spans.begin(changed);
    },
    /** Saves what is set of these agents, each in its next version, besides what changes by itself. */
    async saveSettings(changed: readonly Agent[]): Promise<void> {
      await rows.update(changed, [
        'version',
        'settingsVersion',
        'firstName',
        'lastName',
        'nickname',
        'locale',
        'capacityTotal',
        'profiles',
        'presence',
        'presenceSince',
        'defaultPresence',
        'defaultPresenceId',
        'presenceIds',
        'operatingHoursId',
      ]);
      await spans.begin(changed);
    },
  };
};
