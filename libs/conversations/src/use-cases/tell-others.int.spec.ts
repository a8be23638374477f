import { v7 as uuid } from 'uuid';
import { isGenuine, OutsideSettings } from '#outside';
import { Seal } from '#secrets';
import { aChannel, aListener, aService, aText, type Listener, onThisMachine, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { CallWebhooks } from '../timers/call-webhooks.ts';

const seal = new Seal(`one:${Buffer.alloc(32, 7).toString('base64')}`);
const id = uuid();
let service: Service;
let other: Listener;
let secret: string;
const save = async (more: object = {}, version?: number) => {
  const saved = await service.put(
    `/api/conversations/webhooks/${id}`,
    { name: 'Warehouse', address: other.url, kinds: ['message-received'], ...more },
    { as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) },
  );
  await service.turn('heed-webhooks');
  return saved;
};
beforeEach(async () => {
  other = await aListener();
  service = await aService(ConversationsModule, conversationsSchema, [
    [OutsideSettings, onThisMachine],
    [ConversationsSettings, { seal, country: 'US' }],
  ]);
  const made = await save();
  expect(made).toMatchObject({ status: 200, body: { version: 1, active: true, turnedOff: null } });
  secret = made.body.secret;
});
afterEach(async () => {
  await service.stop();
  await other.stop();
});

const told = async () => {
  await service.turn('errands.webhook');
  await service.app.get(CallWebhooks).lanes.settled();
};
const dueNow = () => service.database.read((db) => db.query(`UPDATE errand SET due_at = now() - interval '1 s'`));
const deliveries = async () =>
  (await service.get(`/api/conversations/webhooks/${id}/deliveries`, { as: 'dana' })).body.items;

describe('another system', () => {
  it('is told of what it asked for, signed, and of nothing else', async () => {
    await service.hear(aChannel(), aText({ body: 'Hello' }));
    await service.turn('outbox');
    await told();
    expect(other.heard.map(({ body }) => [body.type, body.data.body])).toEqual([['message-received', 'Hello']]);
    const [call] = other.heard;
    expect(isGenuine(secret, call!.headers, call!.text, service.database.now())).toBe(true);
    expect(await deliveries()).toMatchObject([
      { id: call!.headers['webhook-id'], state: 'delivered', attempts: 1, outcome: '200' },
    ]);
    expect((await save()).body.secret).toBeNull();
  });

  it('is told nothing more of what it does not want any more, and all again that it wants again', async () => {
    const hear = async (body: string) => {
      await service.hear(aChannel(), aText({ body }));
      await told();
    };
    await save({ kinds: ['consent-changed'] }, 1);
    await hear('unwanted');
    await save({}, 2);
    await hear('wanted');
    await save({ active: false }, 3);
    await hear('too late');
    expect(other.heard.map(({ body }) => body.data.body)).toEqual(['wanted']);
  });

  it('of which nobody wants to hear costs nothing: its events do not come at all', async () => {
    const events = () =>
      service.database.read((db) =>
        db.query(`SELECT DISTINCT subscription FROM inbox WHERE subscription LIKE '%tell%'`),
      );
    await save({ active: false }, 1);
    await service.hear(aChannel(), aText());
    await service.turn('outbox');
    expect(await events()).toEqual([]);
  });

  it('that does not hear is told again under the same id, and can be told once more by hand', async () => {
    other.answers(() => ({ status: 503 }));
    await service.hear(aChannel(), aText());
    await told();
    expect(await deliveries()).toMatchObject([{ state: 'pending', attempts: 1, outcome: '503' }]);
    other.answers(() => ({}));
    await dueNow();
    await told();
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 2 });
    const replay = await service.post(`/api/conversations/webhooks/${id}/deliveries/${delivery.id}/replay`, {
      as: 'dana',
    });
    expect(replay).toMatchObject({ status: 200, body: { state: 'pending' } });
    await told();
    expect(new Set(other.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(other.heard).toHaveLength(3);
  });

  it('that never hears is turned off, and says why; turned on again it begins afresh', async () => {
    other.answers(() => ({ status: 500 }));
    await service.hear(aChannel(), ...Array.from({ length: 10 }, (_, n) => aText({ from: `+1415555010${n}` })));
    await service.hear(aText({ from: '+14155550120' }));
    await service.database.read((db) =>
      db.query(
        `UPDATE errand SET due_at = now() + interval '1 day' WHERE subject = (SELECT id::text FROM webhook_delivery ORDER BY id DESC LIMIT 1)`,
      ),
    );
    service.shown.length = 0;
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await service.database.read((db) =>
        db.query(`UPDATE errand SET due_at = now() - interval '1 s' WHERE due_at < now() + interval '12 hours'`),
      );
      await told();
    }
    const alerts = service.shown.filter(({ frame }) => frame.kind === 'webhook');
    expect(alerts).toMatchObject([
      {
        audience: { agents: [], supervisors: false, administrators: true },
        frame: { id, view: { active: false, turnedOff: { why: expect.stringContaining('500') }, secret: null } },
      },
    ]);
    const { body } = await service.get(`/api/conversations/webhooks/${id}`, { as: 'dana' });
    expect(body).toMatchObject({ active: false, failures: 10, turnedOff: { why: expect.stringContaining('500') } });
    const calls = other.heard.length;
    await service.hear(aText());
    await told();
    expect(other.heard).toHaveLength(calls);
    expect(await save({ active: true }, body.version)).toMatchObject({
      body: { active: true, failures: 0, turnedOff: null },
    });
    // what waited when it was turned off is told
    other.answers(() => ({ status: 200 }));
    await dueNow();
    await told();
    expect((await deliveries()).map(({ state }: { state: string }) => state)).not.toContain('pending');
    expect(other.heard).toHaveLength(calls + 1);
  });

  it('inside our own network is not asked', async () => {
    await service.stop();
    service = await aService(ConversationsModule, conversationsSchema, [
      [ConversationsSettings, { seal, country: 'US' }],
    ]);
    await save();
    await service.hear(aChannel(), aText());
    await told();
    expect(other.heard).toEqual([]);
    expect(await deliveries()).toMatchObject([{ state: 'pending', outcome: 'The address is inside our own network.' }]);
  });
});
