import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { Database } from '#event-bus';
import {
  aClock,
  aConversationChanged,
  aLine,
  aReadyConversation,
  aService,
  type Line,
  type Service,
  until,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { assignWork } from './assign-work.ts';

const people = ['lena', 'diego', 'noor'];
let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

const ask = <Row>(sql: string): Promise<Row[]> => service.database.read((db) => db.query(sql));
const anotherReplica = () => {
  const { url } = service.database.dataSource.options as { url: string };
  return Database.open(url, routingSchema);
};

/** Everything that is true between two transactions, whatever happened before. */
async function expectOrder(): Promise<void> {
  expect(await line.capacityDrift()).toEqual([]);
  expect(await ask(`SELECT name FROM agent WHERE capacity_used > capacity_total OR capacity_used < 0`)).toEqual([]);
  const unmatched = `SELECT item.id, item.status, offer.state FROM work_item AS item FULL JOIN
    (SELECT * FROM offer WHERE state = 'offered') AS offer
    ON offer.work_item_id = item.id AND offer.id = item.offer_id AND offer.agent_id = item.agent_id
    WHERE (item.status = 'offered') IS DISTINCT FROM (offer.state = 'offered')
      AND NOT (item.status <> 'offered' AND offer.id IS NULL)`;
  expect(await ask(unmatched)).toEqual([]);
  const unwatched = `SELECT id FROM offer WHERE state = 'offered'
    AND NOT EXISTS (SELECT FROM timer WHERE kind = 'offer-due' AND subject = offer.id::text)`;
  expect(await ask(unwatched)).toEqual([]);
  expect(await ask(`SELECT * FROM set_aside`)).toEqual([]);
  expect(await ask(`SELECT * FROM timer WHERE failures > 0`)).toEqual([]);
}

const isBroken = (answer: unknown) => ((answer as { status?: number } | undefined)?.status ?? 0) >= 500;

describe('whatever happens, in whatever order', () => {
  it('capacity is that of the work, and every offered item has one offer with one timer', async () => {
    const clock = aClock(service);
    line = await aLine(service, { agents: people, capacity: 3, distribution: { offerSeconds: 40 } });
    const versions = new Map<string, number>();
    const known = (n: number) => [...versions.keys()][n % Math.max(1, versions.size)] ?? uuid();
    const next = (conversationId: string) => {
      versions.set(conversationId, (versions.get(conversationId) ?? 0) + 1);
      return { conversationId, version: versions.get(conversationId)! };
    };
    const becomes = (status: string) => (n: number) =>
      service.hear(aConversationChanged({ ...next(known(n)), status }));
    const answer = (how: 'accept' | 'reject') => async (n: number) => {
      const name = people[n % people.length]!;
      const standing = await line.offersTo(name);
      return standing.length > 0 && line[how](name, standing[n % standing.length]!.id);
    };
    const presence = (wanted: string) => (n: number) =>
      service.put('/api/routing/agents/me/presence', { presence: wanted }, { as: people[n % people.length]! });
    const operations: Record<string, (n: number) => Promise<unknown>> = {
      write: () => service.hear(aReadyConversation(next(uuid()))),
      'write again': (n) => service.hear(aReadyConversation(next(known(n)))),
      assign: () => line.assign(),
      accept: answer('accept'),
      decline: answer('reject'),
      'wait for the customer': becomes('waiting'),
      'wrap up': becomes('wrap-up'),
      close: becomes('closed'),
      'go away': presence('away'),
      'be available': presence('available'),
      beat: async (n) => {
        const name = people[n % people.length]!;
        return line.beat(name, ...(await line.offersTo(name)).map(({ id }) => id));
      },
      'let time pass': async (n) => {
        clock.pass((n % 5) * 5);
        await service.turn('timers');
      },
    };
    const step = fc.tuple(fc.constantFrom(...Object.keys(operations)), fc.nat(50));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 15 }), async (moments) => {
        // what is in one moment happens at once
        for (const together of moments) {
          const answers = await Promise.all(together.map(([name, n]) => operations[name]!(n)));
          expect(answers.filter(isBroken)).toEqual([]);
        }
        await expectOrder();
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 60_000);
});

describe('two replicas that assign at the same time', () => {
  it('offer nothing twice and fill nobody beyond capacity', async () => {
    line = await aLine(service, { agents: people, capacity: 40 });
    const other = await anotherReplica();
    for (let round = 0; round < 5; round++) {
      await line.customersWrite(20);
      const cycles = [service.database, other, service.database, other].map((database) =>
        database.transact((tx) => assignWork(tx, 7)),
      );
      expect((await Promise.all(cycles)).some((cycle) => cycle !== 'elsewhere')).toBe(true);
    }
    await line.assign();
    await other.dataSource.destroy();
    expect(await ask(`SELECT work_item_id FROM offer GROUP BY 1 HAVING count(*) > 1`)).toEqual([]);
    expect(await line.items('offered')).toHaveLength(50);
    expect(await ask(`SELECT FROM offer`)).toHaveLength(100);
    await expectOrder();
  });

  it('leave it to the one that is at it', async () => {
    line = await aLine(service);
    await line.customersWrite(1);
    const other = await anotherReplica();
    const cycles = await service.database.transact(async (tx) => [
      await assignWork(tx),
      await other.transact((elsewhere) => assignWork(elsewhere)),
    ]);
    await other.dataSource.destroy();
    expect(cycles).toEqual(['done', 'elsewhere']);
  });
});

describe('a process that is killed in the middle of a cycle', () => {
  it('leaves everything as it was, and the next cycle places it', async () => {
    line = await aLine(service, { agents: people });
    await line.customersWrite(5);
    const killed = service.database.transact(async (tx) => {
      await assignWork(tx);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await line.items('waiting')).toHaveLength(5);
    await expectOrder();
    await line.assign();
    expect(await line.items('offered')).toHaveLength(5);
    await expectOrder();
  });
});

describe('a cycle during which the world changes', () => {
  it('offers only what still is as it was seen', async () => {
    line = await aLine(service, { agents: ['lena', 'diego'] });
    const [gone] = await line.customersWrite(2);
    const other = await anotherReplica();
    // an item and an agent are held by others until after the cycle has looked
    const [cycle] = await other.transact(async (tx) => {
      await tx.manager.query(`SELECT FROM work_item WHERE conversation_id = $1 FOR UPDATE`, [gone]);
      await tx.manager.query(`SELECT FROM agent WHERE name LIKE 'Lena%' FOR UPDATE`);
      const cycle = line.assign();
      await waitsForLock();
      await tx.manager.query(`UPDATE work_item SET status = 'done' WHERE conversation_id = $1`, [gone]);
      await tx.manager.query(`UPDATE agent SET presence = 'away', presence_set_by = 'agent' WHERE name LIKE 'Lena%'`);
      return [cycle];
    });
    await cycle;
    await line.assign();
    await other.dataSource.destroy();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.offersTo('diego')).toHaveLength(1);
    await expectOrder();
  });
});

const waitsForLock = () =>
  until('the cycle waits for a lock', async () => {
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await ask(waiting)).length > 0;
  });
