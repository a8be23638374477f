import { Seal } from '#secrets';
import { aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

let service: Service;
beforeEach(async () => {
  const settings = new GatewaySettings({
    SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    WEBHOOK_RETENTION_DAYS: '7',
  });
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, settings],
    [Seal, new Seal(settings.secretsKeys)],
  ]);
});
afterEach(() => service.stop());

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const failures = (days: number, count: number) =>
  query(
    `INSERT INTO webhook_failure SELECT 'NO' || $1::int || '-' || n, gen_random_uuid(), '11205', NULL, now() - $1::int * interval '1 day'
     FROM generate_series(1, $2::int) AS n`,
    [days, count],
  );
const alert = (code: string, days: number, closed: boolean) =>
  query(
    `INSERT INTO sending_alert (id, account_id, sender, error_code, count, first_at, last_at, closed_at)
     VALUES (gen_random_uuid(), gen_random_uuid(), '+14252306549', $1, 1, now() - $2::int * interval '1 day', now() - $2::int * interval '1 day',
       CASE WHEN $3 THEN now() - $2::int * interval '1 day' END)`,
    [code, days, closed],
  );

const calledBack = (days: number) =>
  query(`INSERT INTO called_back_text VALUES (gen_random_uuid(), now() - $1::int * interval '1 day')`, [days]);

describe('what was kept long enough', () => {
  it('is forgotten, however much it is, and nothing else', async () => {
    await failures(8, 11_000);
    await failures(6, 2);
    await alert('20003', 8, true);
    await alert('20005', 8, false);
    await alert('30007', 6, true);
    await calledBack(8);
    await calledBack(6);
    await service.turn('keep-partitions');
    expect(await query(`SELECT count(*)::int AS n FROM webhook_failure`)).toEqual([{ n: 2 }]);
    expect(await query(`SELECT count(*)::int AS n FROM called_back_text`)).toEqual([{ n: 1 }]);
    const codes = await query<{ error_code: string }>(`SELECT error_code FROM sending_alert ORDER BY error_code`);
    expect(codes.map(({ error_code }) => error_code)).toEqual(['20005', '30007']);
  });

  it.each([
    ['webhook_failure', 'happened_at', 'webhook_failure_by_age'],
    ['sending_alert', 'closed_at', 'sending_alert_closed'],
    ['called_back_text', 'called_back_at', 'called_back_text_by_age'],
  ])('is found by an index: %s', async (table, column, index) => {
    await failures(1, 5_000);
    const plan = await service.database.transact(async ({ manager: db }) => {
      await db.query(`SET LOCAL enable_seqscan = off`);
      return db.query(`EXPLAIN SELECT * FROM ${table} WHERE ${column} < now() ORDER BY ${column} LIMIT 10`);
    });
    expect(JSON.stringify(plan)).toContain(index);
  });
});
