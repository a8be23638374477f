import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { channelId, messageId, textsCalledBack } from '#contracts';
import { Database, dataSourceFor, keepPartitions, type Transaction } from '#event-bus';
import { Seal } from '#secrets';
import { aChannel, aDatabase, anAccount, anEvent, aReply } from '#testing';
import { readForm } from './domain/form.ts';
import { readText } from './domain/incoming-text.ts';
import { gatewaySchema, gatewaySubscriptions } from './schema.ts';
import { openConsentKeyWith } from './storage/consent-key.ts';
import { countUnsent } from './storage/count-unsent.ts';
import { callBackTexts } from './use-cases/call-back-texts.ts';
import { doubtAbandoned } from './use-cases/doubt-abandoned.ts';
import { reconciliations } from './storage/reconciliations.ts';
import { silentDeliveries } from './storage/silent-deliveries.ts';
import { moveReconciliation } from './use-cases/move-reconciliation.ts';
import { planDeliveries } from './use-cases/plan-deliveries.ts';
import { recordAnswer } from './use-cases/record-answer.ts';
import { recordCallbacks } from './use-cases/record-callbacks.ts';
import { recoverStates } from './use-cases/recover-states.ts';
import { recoverTexts } from './use-cases/recover-texts.ts';
import { rememberAccounts } from './use-cases/remember-accounts.ts';
import { rememberChannels } from './use-cases/remember-channels.ts';
import { takeDeliveries } from './use-cases/take-deliveries.ts';
import { takeInTexts } from './use-cases/take-in-texts.ts';

let url: string;
let database: Database;
beforeEach(async () => {
  url = await aDatabase(gatewaySchema);
  database = await Database.open(url, gatewaySchema);
  openConsentKeyWith(new Seal(`test:${Buffer.alloc(32, 7).toString('base64')}`), database.dataSource);
});
afterEach(() => database.dataSource.destroy());

const run = <T = unknown>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  database.read((db) => db.query(sql, parameters));
const account = anAccount({ sealedAuthToken: 'sealed' });
const channel = aChannel();
const aTextAtTheDoor = (n: number) => ({
  text: readText(readForm(`MessageSid=SM${n.toString().padStart(32, '0')}&From=%2B14155550111&To=%2B14252306549`)),
  channelId: channelId.parse(channel.data.channelId),
  form: Buffer.from(`n=${n}`),
  cause: { correlationId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77', causationId: null },
});

describe("the gateway's schema", () => {
  it('is what the tables describe', async () => {
    const source = await dataSourceFor(url, gatewaySchema).initialize();
    const drift = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('belongs to the service that hears these events', () => {
    expect(gatewaySubscriptions.map(({ name, type }) => ({ name, type }))).toEqual([
      { name: 'gateway.remember-account', type: 'channel-config.account-changed.v1' },
      { name: 'gateway.remember-channel', type: 'channel-config.channel-changed.v1' },
      { name: 'gateway.plan-delivery', type: 'conversations.text-written.v1' },
      { name: 'gateway.call-back-text', type: 'conversations.texts-called-back.v1' },
      { name: 'gateway.emergency-intake', type: 'gateway.webhook-kept.v1' },
      { name: 'gateway.remember-consent-mode', type: 'channel-config.consent-mode-changed.v1' },
      { name: 'gateway.remember-consent-text', type: 'channel-config.consent-text-changed.v1' },
      { name: 'gateway.forget-definition', type: 'channel-config.definition-removed.v1' },
      { name: 'gateway.remember-organisation', type: 'channel-config.organisation-changed.v1' },
      { name: 'gateway.forget-customer', type: 'conversations.customer-erased.v1' },
      { name: 'gateway.forget-texts', type: 'conversations.texts-expired.v1' },
      { name: 'gateway.forget-dead-letters', type: 'conversations.customer-erased.v1' },
      { name: 'gateway.follow-dispositions', type: 'conversations.dispositions-recorded.v1' },
      { name: 'gateway.remember-secret-grants', type: 'channel-config.secret-grants-changed.v1' },
    ]);
  });
});

describe('every statement of the gateway', () => {
  it('finds its rows by an index', async () => {
    const asked: (readonly [sql: string, parameters: unknown[]])[] = [];
    const listened = (work: (tx: Transaction) => Promise<unknown>) =>
      database.transact(async (tx) => {
        const runner = tx.manager.queryRunner!;
        const original = runner.query.bind(runner);
        runner.query = ((sql: string, parameters: unknown[] = [], structured?: boolean) => {
          if (/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)/i.test(sql)) asked.push([sql, parameters]);
          return original(sql, parameters, structured as true);
        }) as typeof runner.query;
        await work(tx).finally(() => Object.assign(runner, { query: original }));
      });
    const text = aReply();
    const id = messageId.parse(text.data.messageId);
    await listened((tx) => rememberAccounts(tx, [account]));
    await listened((tx) => rememberChannels(tx, [channel]));
    const retiring = { version: 1, how: 'wait', count: null, report: 0, barrier: null };
    const both = ['channel', 'account'].map((kind) => ({ ...retiring, kind, id: channel.data.channelId }));
    await listened((tx) => countUnsent(tx, both));
    await listened((tx) => planDeliveries(tx, [text], () => ''));
    await listened((tx) =>
      callBackTexts(tx, [
        anEvent(textsCalledBack, {
          messageIds: [randomUUID()],
          because: 'run-paused',
          calledBackAt: new Date().toISOString(),
        }),
      ]),
    );
    await listened((tx) => takeDeliveries(tx, 8));
    await listened((tx) => recordAnswer(tx, id, 1, { kind: 'accepted', providerSid: 'SM1' }, 0));
    const sent = { word: 'sent', state: 'sent', providerSid: 'SM1', errorCode: null } as const;
    const { accountId } = account.data;
    await listened((tx) => recordCallbacks(tx, [{ accountId, messageId: id, report: sent, cause: tx.cause }]));
    await run(`UPDATE delivery SET state = 'submitting', submitted_at = now() - interval '1 hour'`);
    await listened((tx) => doubtAbandoned(tx, 60_000));
    await listened((tx) => takeInTexts(tx, [aTextAtTheDoor(1), aTextAtTheDoor(2)]));

    await listened(async (tx) => {
      const now = tx.now;
      const listed = {
        direction: 'inbound',
        from: '+14155550111',
        to: '+14252306549',
        body: '',
        segments: 1,
        files: 2,
        at: now,
      };
      const shown = { ...listed, service: null, status: 'received', errorCode: null };
      await recoverTexts(tx, channel.data.channelId, [{ ...shown, sid: 'SM3' }]);
      await recoverStates(tx, [{ ...shown, sid: 'SM1', status: 'delivered' }]);
      await reconciliations(tx).hurry(now);
      const due = await reconciliations(tx).nextDue(now);
      await moveReconciliation(tx, due!.reconciliation, (one) => ({ ...one, nextAt: now }));
      await reconciliations(tx).standing();
      await silentDeliveries(tx).between(now, now, 50);
      await silentDeliveries(tx).isAny(channel.data.channelId, now, now);
    });

    expect(asked.length).toBeGreaterThan(20);
    const scans = await database.dataSource.transaction(async (db) => {
      await db.query('SET LOCAL enable_seqscan = off');
      const found = [];
      for (const [sql, parameters] of asked) found.push(...(await scansOf(db, sql, parameters)));
      return found;
    });
    expect(scans).toEqual([]);
  });
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** The tables that this statement reads from end to end even where that is made dear. */
async function scansOf(db: EntityManager, sql: string, parameters: unknown[]): Promise<string[]> {
  const [row]: { 'QUERY PLAN': [{ Plan: Plan }] }[] = await db.query(`EXPLAIN (FORMAT JSON) ${sql}`, parameters);
  const walk = (plan: Plan): string[] => [
    ...(plan['Node Type'] === 'Seq Scan' ? [`${plan['Relation Name']}: ${sql}`] : []),
    ...(plan.Plans ?? []).flatMap(walk),
  ];
  return walk(row!['QUERY PLAN'][0].Plan);
}

describe('raw forms and observations', () => {
  const partitions = async () =>
    (
      await run<{ name: string }>(
        `SELECT inhrelid::regclass::text AS name FROM pg_inherits
         WHERE inhparent IN ('raw_form'::regclass, 'delivery_observation'::regclass) ORDER BY 1`,
      )
    ).map(({ name }) => name);
  const dayFromNow = (days: number) =>
    new Date(database.now().getTime() + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');

  it('have a partition for today and each of the next seven days', async () => {
    await database.transact((tx) => keepPartitions(tx, 30));
    const there = await partitions();
    for (let day = 0; day <= 7; day += 1) {
      expect(there).toContain(`raw_form_${dayFromNow(day)}`);
      expect(there).toContain(`delivery_observation_${dayFromNow(day)}`);
    }
  });

  it('that found no partition are not lost, and move when their day is opened', async () => {
    await database.transact((tx) => takeInTexts(tx, [aTextAtTheDoor(1)]));
    await run(`UPDATE raw_form SET received_at = now() + interval '20 days'`);
    const place = async () =>
      (await run<{ place: string }>(`SELECT tableoid::regclass::text AS place FROM raw_form`)).map((row) => row.place);
    expect(await place()).toEqual(['raw_form_rest']);
    await run(`SELECT keep_partitions(current_date, current_date + 20, current_date + 21)`);
    expect(await place()).toEqual([expect.stringMatching(/^raw_form_\d{8}$/)]);
    await run(`SELECT keep_partitions(current_date + 30, current_date + 30, current_date + 29)`);
    expect(await place()).toEqual([]);
    await database.transact((tx) => keepPartitions(tx, 30));
  });

  it('are dropped when they were kept long enough, and not before', async () => {
    await run(`SELECT keep_partitions(current_date - 40, current_date - 33, current_date - 28)`);
    await database.transact((tx) => keepPartitions(tx, 30));
    const there = await partitions();
    expect(there).not.toContain(`raw_form_${dayFromNow(-31)}`);
    expect(there).toContain(`raw_form_${dayFromNow(-30)}`);
    expect(there).toContain(`delivery_observation_${dayFromNow(-28)}`);
    await database.transact((tx) => keepPartitions(tx, 1));
    expect(await partitions()).not.toContain(`raw_form_${dayFromNow(-30)}`);
  });

  it("can be kept by the service's own role, which owns none of the tables", async () => {
    const role = `gateway_test_${process.pid}`;
    await run(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    try {
      await run(`GRANT USAGE ON SCHEMA gateway TO ${role}`);
      await run(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA gateway TO ${role}`);
      const client = new Client(Object.assign(new URL(url), { username: role, password: 'x' }).href);
      await client.connect();
      try {
        await client.query('SET search_path = gateway');
        await client.query(`SELECT keep_partitions(current_date, current_date, current_date + 8)`);
        await client.query(`INSERT INTO raw_form VALUES (gen_random_uuid(), now() + interval '8 days', 'x')`);
        await expect(client.query('DROP TABLE raw_form')).rejects.toThrow('must be owner');
      } finally {
        await client.end();
      }
      expect(await partitions()).toContain(`raw_form_${dayFromNow(8)}`);
    } finally {
      await run(`DROP OWNED BY ${role}`);
      await run(`DROP ROLE ${role}`);
    }
  });
});
