import { v7 as uuid } from 'uuid';
import { maskingRuleKind, organisationSettings } from '#contracts';
import { OutsideSettings } from '#outside';
import {
  aConversation,
  aListener,
  anEvent,
  aService,
  type Listener,
  onThisMachine,
  type Service,
  until,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
let shop: Listener;
beforeEach(async () => {
  const answer = { headers: { 'content-type': 'text/html' }, body: '<title>A lamp</title>' };
  shop = await aListener(() => answer);
  service = await aService(ConversationsModule, conversationsSchema, [[OutsideSettings, onThisMachine]]);
});
afterEach(async () => {
  await service.stop();
  await shop.stop();
});

const look = async (id: string, as = 'lena') => {
  const { body } = await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' });
  return service.get(`/api/conversations/${id}/messages/${body.items.at(-1).id}/link-preview`, { as });
};

describe('what lies behind the link of a text', () => {
  it('is shown to who may see the text, and asked for once a day', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `Is it ${shop.url}/lamp?` });
    const expected = { url: `${shop.url}/lamp`, host: new URL(shop.url).host, title: 'A lamp', description: null };
    expect(await look(id)).toMatchObject({ status: 200, body: { preview: expected } });
    expect((await look(id, 'sofia')).body).toEqual({ preview: expected });
    expect(shop.heard.map(({ path }) => path)).toEqual(['/lamp']);
    const kept = await service.database.read((db) => db.query('SELECT * FROM link_preview'));
    expect(JSON.stringify(kept)).not.toContain('/lamp');

    await service.database.read((db) => db.query(`UPDATE link_preview SET good_until = now() - interval '1 minute'`));
    await look(id);
    expect(shop.heard).toHaveLength(2);
    await service.database.read((db) => db.query(`UPDATE link_preview SET good_until = now() - interval '1 minute'`));
    await service.turn('trim-link-previews');
    expect(await service.database.read((db) => db.query('SELECT FROM link_preview'))).toEqual([]);
  });

  it('is asked for once also where somebody else asks before it is kept', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `Is it ${shop.url}/lamp?` });
    let keep = () => {};
    const mayBeKept = new Promise<void>((resolve) => (keep = resolve));
    const held = service.database.transact(async ({ manager }) => {
      await manager.query('LOCK TABLE link_preview IN EXCLUSIVE MODE');
      await mayBeKept;
    });
    const first = look(id);
    await until('what was found waits to be kept', async () => {
      const waiting = `SELECT FROM pg_locks WHERE relation = 'link_preview'::regclass AND NOT granted`;
      return (await service.database.read((db) => db.query(waiting))).length > 0;
    });
    const second = look(id, 'sofia');
    await look(
      (await aConversation(service, { from: '+14155550122', acceptedBy: 'diego', body: 'Hello' })).id,
      'diego',
    );
    keep();
    await held;
    expect((await first).body).toEqual((await second).body);
    expect(shop.heard).toHaveLength(1);
  });

  it('is remembered where nothing is to be had, for an hour', async () => {
    shop.answers(() => ({ status: 404 }));
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `${shop.url}/gone` });
    for (let time = 0; time < 3; time += 1) expect((await look(id)).body).toEqual({ preview: null });
    expect(shop.heard).toHaveLength(1);
  });

  it('is nobody else’s to see, and nothing is asked for them', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `${shop.url}/lamp` });
    expect((await look(id, 'diego')).status).toBe(403);
    const path = `/api/conversations/${id}/messages/${uuid()}/link-preview`;
    expect(await service.get(path, { as: 'lena' })).toMatchObject({ status: 404, body: { code: 'message-not-found' } });
    expect(shop.heard).toEqual([]);
  });

  it('is not asked for where something of the text was hidden, or the organisation does not want it', async () => {
    const [rule] = maskingRuleKind.initial;
    await service.hear(
      anEvent(maskingRuleKind.changed, { ...rule!, version: 1 }),
      anEvent(organisationSettings.changed, { version: 1, masking: { customersFromAgents: true } }),
    );
    const { id: masked } = await aConversation(service, {
      ...{ acceptedBy: 'lena', from: '+14155550121' },
      body: `4111 1111 1111 1111 ${shop.url}/lamp`,
    });
    expect((await look(masked)).body).toEqual({ preview: null });
    await service.hear(anEvent(organisationSettings.changed, { version: 2, linkPreviews: { enabled: false } }));
    const { id } = await aConversation(service, { acceptedBy: 'lena', from: '+14155550122', body: `${shop.url}/lamp` });
    expect((await look(id)).body).toEqual({ preview: null });
    expect(shop.heard).toEqual([]);
  });
});
