import { ConversationsSettings } from '../conversations-settings.ts';
import { ConversationsModule } from '../conversations.module.ts';
import { firstIdAt } from '#event-bus';
import { aService, type Service } from '#testing';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => {
  const settings = new ConversationsSettings({ CALLED_WEBHOOKS_KEEP_DAYS: '7' });
  service = await aService(ConversationsModule, conversationsSchema, [[ConversationsSettings, settings]]);
});
afterEach(() => service.stop());

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
/** Rows of an age, each with an id that carries it. */
const told = (days: number, count: number, state: string) => {
  const first = firstIdAt(new Date(service.database.now().getTime() - days * 86_400_000));
  return query(
    `INSERT INTO webhook_delivery (id, webhook_id, kind, body, state, attempts, created_at)
     SELECT (left($1, 24) || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(), 'message-received', '{}', $2, 1, now()
     FROM generate_series(1, $3::int) AS n`,
    [first, state, count],
  );
};
const left = async () =>
  (
    await query<{ state: string; n: number }>(
      `SELECT state, count(*)::int AS n FROM webhook_delivery GROUP BY state ORDER BY state`,
    )
  ).map(({ state, n }) => `${n} ${state}`);

describe('what other systems were told', () => {
  it('is forgotten after the days that are set, all of it, however much it is', async () => {
    await told(8, 11_000, 'delivered');
    await told(9, 3, 'failed');
    await told(6, 5, 'delivered');
    await told(1, 2, 'pending');
    await service.turn('trim-webhook-deliveries');
    expect(await left()).toEqual(['5 delivered', '2 pending']);
  });

  it('is found by its index', async () => {
    await told(1, 5_000, 'delivered');
    await query('ANALYZE webhook_delivery');
    const plan = await query<Record<string, string>>(
      `EXPLAIN SELECT id FROM webhook_delivery WHERE id < $1 ORDER BY id LIMIT 5000`,
      [firstIdAt(new Date('2026-01-01T00:00:00Z'))],
    );
    expect(JSON.stringify(plan)).toMatch(/Index (Only )?Scan using webhook_delivery_pkey/);
  });
});
