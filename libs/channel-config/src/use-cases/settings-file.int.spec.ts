import { v7 as uuid } from 'uuid';
import { organisationSettings, workstreamSettings } from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});

let service: Service;
const start = async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
};
beforeEach(start);
afterEach(() => service.stop());

type File = Record<string, Record<string, Record<string, unknown>>>;
const file = async () => (await service.get(`${root}/configuration`, dana())).body as File;
const take = async (asked: object, query = '') => {
  const { status, body } = await service.put(`${root}/configuration${query}`, asked, dana());
  const { items = [], errors = [] } = body as {
    items?: { path: string; action: string; differing: string[] }[];
    errors?: { field: string }[];
  };
  const done = items.filter(({ action }) => action !== 'unchanged');
  return {
    status,
    done: done.map(({ path, action, differing }) => [path, action, ...differing].join(' ')),
    faults: errors.map(({ field }) => field),
  };
};
const version = async (at: string) =>
  ((await service.get(`${root}/${at}`, dana())).body as { version: number }).version;

/** One workstream, with a bot and an assist of its own. */
async function setUp() {
  const [workstreamId, botId, assistId] = [uuid(), uuid(), uuid()];
  const address = 'https://bots.example/';
  const named = (slug: string) => ({ slug, name: slug });
  await service.put(`${root}/workstreams/${workstreamId}`, { ...named('support'), fallbackQueueId: uuid() }, dana());
  await service.put(`${root}/bots/${botId}`, { ...named('marvin'), address }, dana());
  await service.put(`${root}/assists/${assistId}`, { ...named('librarian'), address }, dana());
  const advanced = `workstreams/${workstreamId}/advanced`;
  const asked = { botId, assistIds: [assistId], quickReplies: 'own' };
  expect(await service.put(`${root}/${advanced}`, asked, dana(0))).toMatchObject({ status: 200 });
  await service.put(`${root}/organisation`, { agent: { sessions: 20 } }, dana(0));
  return { advanced };
}

describe('settings in a file of configuration', () => {
  it('name by slugs, and are usual where nobody has set anything', async () => {
    const usual = await file();
    expect(usual['organisation']!['settings']).toMatchObject({ sounds: { offer: { sound: 'rising-notes' } } });
    expect(usual['workstreamSettings']).toEqual({});
    await setUp();
    expect((await file())['workstreamSettings']).toMatchObject({
      support: {
        sessionTemplate: 'sms-session-default',
        notifications: { consult: 'sms-consult-default', supervisorAssign: null },
        bot: 'marvin',
        assists: ['librarian'],
        quickReplies: 'own',
      },
    });
  });

  it('make the same where nothing was, and change nothing the second time', async () => {
    await setUp();
    const before = await file();
    await service.stop();
    await start();
    expect((await take(before)).done).toEqual([
      'workstreams.support created',
      'bots.marvin created',
      'assists.librarian created',
      'organisation.settings changed agent.sessions',
      'workstreamSettings.support changed assists.0 bot quickReplies',
    ]);
    expect(await file()).toEqual(before);
    expect((await take(before)).done).toEqual([]);
    await service.turn('outbox');
    expect(service.said(organisationSettings.changed.type)).toHaveLength(1);
    expect(service.said(workstreamSettings.changed.type)).toMatchObject([
      { data: { version: 1, quickReplies: 'own', botId: expect.any(String) } },
    ]);
  });

  it('have a history, and keep what they name', async () => {
    const { advanced } = await setUp();
    const asked = await file();
    asked['workstreamSettings']!['support']!['bot'] = null;
    expect((await take({ ...asked, bots: {} }, '?dryRun=true&prune=true')).done).toEqual([
      'bots.marvin removed',
      'workstreamSettings.support changed bot',
    ]);
    expect(await take({ format: 1, bots: {} }, '?prune=true')).toMatchObject({ status: 409, faults: ['bots.marvin'] });
    expect((await take({ ...asked, bots: {} }, '?prune=true')).status).toBe(200);
    expect(await version(advanced)).toBe(2);
    const { body } = await service.get(`${root}/${advanced}/changes`, dana());
    expect((body as { items: object[] }).items).toMatchObject([{ version: 2, differing: ['botId'] }, { version: 1 }]);
  });

  it('stay as they are where the file does not have them', async () => {
    const { advanced } = await setUp();
    expect((await take({ format: 1, workstreamSettings: {}, organisation: {} }, '?prune=true')).done).toEqual([]);
    expect([await version(advanced), await version('organisation')]).toEqual([1, 1]);
  });

  it.each([
    ['of no workstream', { workstreamSettings: { nobody: {} } }, ['workstreamSettings.nobody']],
    ['that name nobody', { workstreamSettings: { support: { bot: 'eliza' } } }, ['workstreamSettings.support.bot']],
    ['called otherwise', { organisation: { usual: {} } }, ['organisation.usual']],
    [
      'that are wrong',
      { organisation: { settings: { agent: { sessions: 0 }, colour: 'red' } } },
      ['organisation.settings.agent.sessions', 'organisation.settings.colour'],
    ],
    [
      'with fields that nobody knows, however deep',
      {
        organisation: {
          settings: {
            agent: { sesions: 5 },
            sounds: { offer: { sound: 'rising-notes', loud: true } },
            outbound: {
              quietHours: { from: '21:00', to: '08:00', timezone: 'UTC' },
              frequencyCaps: [{ texts: 1, per: 'day', of: 2 }],
            },
          },
        },
      },
      [
        'organisation.settings.agent.sesions',
        'organisation.settings.outbound.frequencyCaps.0.of',
        'organisation.settings.outbound.quietHours.timezone',
        'organisation.settings.sounds.offer.loud',
      ],
    ],
    [
      'for records',
      {
        sessionTemplates: { cases: { name: 'Cases', uniqueName: 'acme_cases', type: 'entity', entity: 'case' } },
        workstreamSettings: { support: { sessionTemplate: 'cases' } },
      },
      ['workstreamSettings.support.sessionTemplate'],
    ],
  ])('are refused %s, by their paths', async (_, asked, faults) => {
    await setUp();
    const before = await file();
    const taken = await take({ format: 1, ...asked });
    expect(taken.status).toBeGreaterThanOrEqual(400);
    expect(taken.faults.toSorted()).toEqual(faults);
    expect(await file()).toEqual(before);
  });
});
