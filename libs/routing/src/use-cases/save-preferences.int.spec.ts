import { v7 as uuid } from 'uuid';
import { aService, personCalled, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
beforeAll(async () => {
  service = await aService(RoutingModule, routingSchema);
}, 60_000);
afterAll(() => service.stop());

const me = '/api/routing/people/me';
const path = `${me}/preferences`;
const query = (sql: string) => service.database.transact(({ manager }) => manager.query(sql));
const prefer = (as: string, version: number | null, chosen: object) =>
  service.put(path, chosen, { as, ...(version !== null && { headers: { 'if-match': `"${version}"` } }) });
const of = async (as: string) => (await service.get(path, { as })).body;
const usual = {
  sounds: {},
  notices: 'never',
  noticesShowText: true,
  sendWith: 'enter',
  undoSend: 0,
  density: 'compact',
  theme: 'auto',
  language: null,
  keys: {},
};

describe('what a person chose for themselves', () => {
  it('is as usual at first, is kept, and is nobody else’s, whatever their role', async () => {
    expect((await service.put(me, {}, { as: 'dana' })).body).toEqual({ version: 0, ...usual });
    const chosen = { theme: 'dark', undoSend: 5, language: 'en-GB', keys: { 'offer.accept': 'F9', 'keys.open': '' } };
    expect(await prefer('dana', 0, chosen)).toMatchObject({ status: 200, body: { version: 1, ...usual, ...chosen } });
    expect((await service.put(me, {}, { as: 'dana' })).body).toEqual({ version: 1, ...usual, ...chosen });
    expect(await of('lena')).toEqual({ version: 0, ...usual });
    const sounds = { offer: { volume: 30, repeatUntilAnswered: true }, message: { play: false } };
    expect(await prefer('lena', 0, { sounds })).toMatchObject({ status: 200, body: { version: 1, sounds } });
    expect(await of('dana')).toMatchObject({ version: 1, theme: 'dark', sounds: {} });
    const { agentId } = personCalled('lena');
    expect(service.shown.at(-1)).toMatchObject({
      audience: { agents: [agentId], supervisors: false },
      frame: { kind: 'preferences', id: agentId, version: 1, view: { sounds } },
    });
  });

  it('is not overwritten by a window that has not seen the newest', async () => {
    expect(await prefer('noor', null, {})).toMatchObject({ status: 428 });
    expect(await prefer('noor', 1, {})).toMatchObject({ status: 412 });
    const both = await Promise.all([prefer('noor', 0, { undoSend: 3 }), prefer('noor', 0, { undoSend: 5 })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await of('noor')).toMatchObject({ version: 1 });
  });

  it('is as usual where what was kept is no longer understood, and the rest of it stays', async () => {
    await prefer('sofia', 0, { density: 'comfortable', theme: 'light' });
    await query(
      `UPDATE person SET preferences = preferences || '{"theme": "sepia", "gone": 1}' WHERE name ILIKE 'sofia%'`,
    );
    expect(await of('sofia')).toEqual({ version: 1, ...usual, density: 'comfortable' });
  });

  it.each([
    ['seconds that nobody can wait', { undoSend: 4 }, 'undoSend'],
    ['colours that there are not', { theme: 'sepia' }, 'theme'],
    ['a language that there is not', { language: 'xx' }, 'language'],
    ['a sound without an id', { sounds: { offer: { soundId: 'ding' } } }, 'sounds.offer.soundId'],
    ['a sound that is too loud', { sounds: { message: { volume: 101 } } }, 'sounds.message.volume'],
    ['keys as long as a page', { keys: { 'offer.accept': 'F'.repeat(41) } }, 'keys.offer.accept'],
    [
      'keys for more commands than there are',
      { keys: Object.fromEntries(Array.from({ length: 201 }, () => [uuid(), 'F9'])) },
      'keys',
    ],
  ])('never has %s: it is refused, by the field', async (_, chosen, field) => {
    const answer = await prefer('diego', 0, chosen);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(await of('diego')).toEqual({ version: 0, ...usual });
  });
});

describe('who can give access', () => {
  it('are the administrators who were here lately, the last one first, and how many they are', async () => {
    const named = async () => (await service.get('/api/routing/people/administrators', { as: 'lena' })).body;
    expect(await named()).toEqual({ items: [{ name: expect.stringMatching(/^dana/i) }], total: 1 });
    await query(
      `INSERT INTO person (id, name, administers, seen_at)
       SELECT gen_random_uuid(), 'Admin ' || n, true, now() - n * interval '1 day' FROM generate_series(1, 3) n
       UNION ALL SELECT gen_random_uuid(), 'Long gone', true, now() - interval '91 days'`,
    );
    expect(await named()).toMatchObject({
      items: [{ name: expect.stringMatching(/^dana/i) }, { name: 'Admin 1' }, { name: 'Admin 2' }],
      total: 4,
    });
  });
});
