import fc from 'fast-check';
import { agentId, type CapacityProfileId, presence, queueId, type SkillId, workItemId } from '#contracts';
import { aClock, aService, type Service } from '#testing';
import { aNewAgent } from '../domain/agent.ts';
import { assign, fits } from '../domain/choose-agents.ts';
import type { Line } from '../domain/snapshot.ts';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { agentsFor, type Served } from './agents-for.ts';
import { agents } from './agents.ts';

let service: Service;
let now: Date;
beforeAll(async () => {
  service = await aService(RoutingModule, routingSchema);
  now = aClock(service).now();
  for (const [n, id] of queues.entries())
    await service.put(`/api/routing/queues/${id}`, { slug: `queue-${n}`, name: `Queue ${n}` }, { as: 'dana' });
});
afterAll(() => service.stop());

const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const queues = [901, 902, 903].map((n) => queueId.parse(uuid(n)));
const skillIds = [801, 802].map((n) => uuid(n) as SkillId);
const profileIds = [701, 702].map((n) => uuid(n) as CapacityProfileId);
const small = fc.integer({ min: 0, max: 3 });

const staff = fc.array(
  fc.record({
    presence: fc.constantFrom(...presence.options),
    capacityUsed: small,
    capacityTotal: small,
    sessions: fc.constantFrom(0, 10),
    isSilent: fc.constantFrom(false, false, true),
    heardSecondsAgo: fc.constantFrom(1, 14, 16),
    queueIds: fc.subarray(queues),
    skills: fc.subarray(skillIds.flatMap((skillId) => [true, false].map((active) => ({ skillId, active })))),
    profiles: fc.dictionary(
      fc.constantFrom(...profileIds),
      fc.record({
        limit: small,
        used: small,
        blocking: fc.boolean(),
        endOfDay: fc.constant(false),
        custom: fc.constant(false),
      }),
    ),
  }),
  { minLength: 1, maxLength: 8 },
);
const lines = fc.array(
  fc.record({
    queueId: fc.constantFrom(...queues),
    priority: fc.constantFrom(1, 100),
    takes: fc.record({ units: fc.integer({ min: 0, max: 2 }), profileIds: fc.subarray(profileIds) }),
    allowedPresences: fc.subarray([...presence.options], { minLength: 1 }),
    method: fc.constantFrom('highest-capacity' as const, 'round-robin' as const, 'least-active' as const),
    skills: fc.subarray(skillIds.map((skillId) => ({ skillId, rating: 1, level: 0.5 }))),
    matching: fc.constantFrom('exact' as const, 'closest' as const, 'none' as const),
    favour: fc.constantFrom(null, null, { kind: 'affinity' as const, agentIds: [], otherwise: 'next-best' as const }),
    declines: fc.constant({ allowed: 3, pauseSeconds: null }),
  }),
  { minLength: 1, maxLength: 6 },
);
const nobodyInParticular = { kind: 'preferred', agentIds: [], otherwise: 'next-best' } as const;
type Staff = typeof staff extends fc.Arbitrary<infer Generated> ? Generated : never;

/** These and nobody else, in the database. */
async function hire(wanted: Staff): Promise<void> {
  const query = (sql: string, values: unknown[]) => service.database.dataSource.query(sql, values);
  await query(`DELETE FROM queue_member`, []);
  await query(`DELETE FROM agent_skill`, []);
  await query(`DELETE FROM agent_beat`, []);
  await query(`DELETE FROM agent`, []);
  await query(`DELETE FROM presence_span`, []);
  const made = wanted.map(({ isSilent, heardSecondsAgo, queueIds, skills, ...changes }, n) => {
    const agent = { ...aNewAgent(agentId.parse(uuid(n + 1)), `Agent ${n}`, before(60)), ...changes };
    return { agent: { ...agent, silentSince: isSilent ? now : null }, heardSecondsAgo, queueIds, skills };
  });
  await service.database.transact((tx) => agents(tx).createAll(made.map(({ agent }) => agent)));
  for (const { agent, heardSecondsAgo, queueIds, skills } of made) {
    await query(`INSERT INTO agent_beat VALUES ($1, $2, '{}')`, [agent.id, before(heardSecondsAgo)]);
    await query(`INSERT INTO queue_member (queue_id, agent_id) SELECT unnest($1::uuid[]), $2`, [queueIds, agent.id]);
    for (const { skillId, active } of skills)
      await query(`INSERT INTO agent_skill VALUES ($1, $2, 1, 0.5, $3) ON CONFLICT DO NOTHING`, [
        ...[agent.id, skillId, active],
      ]);
  }
}

/** Who is offered one item of each of these lines, where these are all who are there. */
function offersAmong(served: readonly Served[], asked: readonly Line[]) {
  const rules = { sessions: 10 };
  const members = new Map(
    queues.map((id) => [id, served.filter(({ queueIds }) => queueIds.includes(id)).map((one) => one.id)]),
  );
  const standings = new Map(served.map(({ id, levels, turns }) => [id, { levels, turns }]));
  const placeable = asked.filter((line) =>
    served.some(
      (agent) =>
        agent.queueIds.includes(line.queueId) && (line.favour || fits(line, { agent, ...standings.get(agent.id)! })),
    ),
  );
  const items = placeable.map((line) => {
    const id = workItemId.parse(uuid(100 + asked.indexOf(line)));
    return { id, line, lastInteractionAt: now, passes: {} };
  });
  const { choices, agents: changed } = assign({ now, rules, items, agents: served, standings, members });
  return { choices, changed: changed.map(({ id, presence: after }) => [id, after]).toSorted() };
}

describe('the agents that a cycle reads', () => {
  it('lead to the same offers as if everybody had been read, whatever they have and whatever waits', async () => {
    let overlooked = 0;
    await fc.assert(
      fc.asyncProperty(staff, lines, async (wanted, asked) => {
        await hire(wanted);
        // whoever is favoured is asked whatever the rest says, so nobody is overlooked for lines of theirs
        const everybody = asked.map((line) => ({ ...line, favour: { ...nobodyInParticular } }));
        const [all, read] = await service.database.transact(async (tx) => [
          await agentsFor(tx, everybody),
          await agentsFor(tx, asked),
        ]);
        overlooked += all.length - read.length;
        expect(offersAmong(read, asked)).toEqual(offersAmong(all, asked));
      }),
      { numRuns: 120 },
    );
    expect(overlooked).toBeGreaterThan(0);
  }, 120_000);
});
