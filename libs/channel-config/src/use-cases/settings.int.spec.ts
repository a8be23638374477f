import { v7 as uuid } from 'uuid';
import {
  builtInNotificationTemplates,
  builtInSounds,
  conversationsUsage,
  organisationSettings,
  routingUsage,
  smsSession,
  theOrganisation,
  workstreamSettings,
} from '#contracts';
import { anEvent, aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const organisation = `${root}/organisation`;

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

const dana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const said = async ({ type }: { readonly type: string }) => {
  await service.turn('outbox');
  return service.said(type).map(({ data }) => data);
};
type Answer = Awaited<ReturnType<typeof service.get>>;
const refusalOf = ({ status, body }: Answer) => [
  status,
  (body as { code: string }).code,
  (body as { errors?: { field: string }[] }).errors?.[0]?.field,
];
const changesOf = async (at: string) =>
  ((await service.get(`${at}/changes`, dana())).body as { items: Record<string, unknown>[] }).items;
const define = async (path: string, body: object) => {
  const id = uuid();
  const asked = { slug: 'one', name: 'One', ...body };
  expect(await service.put(`${root}/${path}/${id}`, asked, dana())).toMatchObject({ status: 200 });
  return id;
};
const aWorkstream = async (slug = 'support') => {
  const id = uuid();
  const body = { slug, name: 'Support', fallbackQueueId: uuid() };
  expect(await service.put(`${root}/workstreams/${id}`, body, dana())).toMatchObject({ status: 200 });
  return id;
};
const advanced = (workstreamId: string) => `${root}/workstreams/${workstreamId}/advanced`;

describe('what holds for everybody', () => {
  it('is as usual at first, and everybody may read it', async () => {
    for (const as of ['dana', 'sofia', 'lena']) {
      const read = await service.get(organisation, { as });
      expect(read.headers['etag']).toBe('"0"');
      expect(read.body).toEqual({ ...organisationSettings.request.parse({}), version: 0, changedAt: null });
    }
    expect(await changesOf(organisation)).toEqual([]);
  });

  it('is changed whole, and said whole', async () => {
    const asked = { supervisor: { forceClose: false }, attachments: { maxFileSizeKb: 1024 } };
    const changed = await service.put(organisation, asked, dana(0));
    expect(changed.headers['etag']).toBe('"1"');
    expect(changed.body).toMatchObject({
      version: 1,
      supervisor: { forceClose: false, monitor: true },
      attachments: { maxFileSizeKb: 1024 },
    });
    expect((await service.get(organisation, dana())).body).toEqual(changed.body);
    expect(await said(organisationSettings.changed)).toEqual([
      { ...organisationSettings.request.parse(asked), version: 1 },
    ]);
    expect((await service.put(organisation, {}, dana(1))).body).toMatchObject({ attachments: { maxFileSizeKb: 5120 } });
  });

  it('stays as it is where it is as asked', async () => {
    await service.put(organisation, { agent: { sessions: 20 } }, dana(0));
    expect((await service.put(organisation, { agent: { sessions: 20 } }, dana(1))).body).toMatchObject({ version: 1 });
    expect(await said(organisationSettings.changed)).toHaveLength(1);
  });

  it.each([
    ['does not say from which version', {}, undefined, 428],
    ['was made from another version', {}, 3, 412],
    ['names a field that is wrong', { agent: { sessions: 0 } }, 0, 400],
  ])('is not changed by what %s', async (_, body, version, status) => {
    expect((await service.put(organisation, body, dana(version))).status).toBe(status);
    expect((await service.get(organisation, dana())).body).toMatchObject({ version: 0 });
  });

  it('is for administrators to change', async () => {
    for (const as of ['sofia', 'lena'])
      expect((await service.put(organisation, {}, { ...dana(0), as })).status).toBe(403);
    expect((await service.get(`${organisation}/changes`, { as: 'sofia' })).status).toBe(403);
  });

  it('has a history, and any version comes back', async () => {
    await service.put(organisation, { agent: { displayName: 'full' } }, dana(0));
    await service.put(organisation, { agent: { displayName: 'last' } }, dana(1));
    const restored = await service.post(`${organisation}/restore`, { ...dana(2), body: { version: 1 } });
    expect(restored.body).toMatchObject({ version: 3, agent: { displayName: 'full' } });
    expect(await changesOf(organisation)).toMatchObject([
      { version: 3, action: 'restored', differing: ['agent.displayName'] },
      { version: 2, action: 'changed', before: { agent: { displayName: 'full' } } },
      { version: 1, by: { subject: 'dana' }, before: { agent: { displayName: 'first' } } },
    ]);
    const never = await service.post(`${organisation}/restore`, { ...dana(3), body: { version: 9 } });
    expect(refusalOf(never)).toMatchObject([404, 'version-not-found']);
  });

  it('names sounds that there are, and keeps them', async () => {
    const sound = (soundId: string) => ({ sounds: { offer: { soundId } } });
    expect(refusalOf(await service.put(organisation, sound(uuid()), dana(0)))).toEqual([
      409,
      'unknown-reference',
      'sounds.offer.soundId',
    ]);
    const id = await define('sounds', { tone: 'knock' });
    await service.put(organisation, sound(id), dana(0));
    const refused = await service.remove(`${root}/sounds/${id}`, dana(1));
    expect(refused).toMatchObject({ status: 409, body: { code: 'in-use', detail: 'Used by organisation settings.' } });
    expect((await service.get(`${root}/sounds/${id}/used-by`, { as: 'sofia' })).body).toEqual({
      items: [{ kind: 'organisation-settings', id: theOrganisation, slug: null, name: '' }],
      more: false,
    });
    await service.put(organisation, sound(builtInSounds.bell.id), dana(1));
    expect((await service.remove(`${root}/sounds/${id}`, dana(1))).status).toBe(204);
  });
});

describe('what a workstream carries', () => {
  it('is what is built in at first', async () => {
    const workstreamId = await aWorkstream();
    const read = await service.get(advanced(workstreamId), { as: 'lena' });
    expect(read.headers['etag']).toBe('"0"');
    expect(read.body).toEqual({ workstreamId, ...workstreamSettings.request.parse({}), version: 0, changedAt: null });
  });

  it('is changed whole, said whole, and each workstream has its own', async () => {
    const workstreamId = await aWorkstream();
    const other = await aWorkstream('sales');
    const asked = {
      sessionTemplateId: await define('session-templates', {
        uniqueName: 'acme_sms',
        anchorTabId: smsSession.anchorTabId,
      }),
      notifications: { supervisorAssignId: builtInNotificationTemplates.transfer.id },
      botId: await define('bots', { address: 'https://bots.example/' }),
      assistIds: [await define('assists', { address: 'https://assist.example/' })],
      quickReplies: 'own',
      dispositions: { use: 'own', requireToClose: true },
      restrictTranscriptDownload: true,
    };
    const changed = await service.put(advanced(workstreamId), asked, dana(0));
    expect(changed).toMatchObject({ status: 200, body: { ...asked, version: 1, workstreamId } });
    expect((await service.get(advanced(workstreamId), dana())).body).toEqual(changed.body);
    expect(await said(workstreamSettings.changed)).toMatchObject([{ ...asked, workstreamId, version: 1 }]);
    expect((await service.get(advanced(other), dana())).body).toMatchObject({ version: 0, botId: null });
    expect(await changesOf(advanced(other))).toEqual([]);
  });

  it('keeps what it names until it lets go of it', async () => {
    const workstreamId = await aWorkstream();
    const botId = await define('bots', { address: 'https://bots.example/' });
    await service.put(advanced(workstreamId), { botId }, dana(0));
    const refused = await service.remove(`${root}/bots/${botId}`, dana(1));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'in-use', detail: 'Used by workstream settings Support.' },
    });
    const users = `${root}/bots/${botId}/used-by`;
    expect((await service.get(users, dana())).body).toEqual({
      items: [{ kind: 'workstream-settings', id: workstreamId, slug: expect.any(String), name: 'Support' }],
      more: false,
    });
    expect((await service.get(users.replace(botId, uuid()), dana())).status).toBe(404);
    expect((await service.get(users, { as: 'lena' })).status).toBe(403);
    await service.put(advanced(workstreamId), {}, dana(1));
    expect((await service.remove(`${root}/bots/${botId}`, dana(1))).status).toBe(204);
  });

  it('lets go of it when the workstream is gone, and is not changed any more', async () => {
    const workstreamId = await aWorkstream();
    const botId = await define('bots', { address: 'https://bots.example/' });
    await service.put(advanced(workstreamId), { botId }, dana(0));
    const retired = { ...dana(1), body: { how: 'wait' } };
    expect(await service.post(`${root}/workstreams/${workstreamId}/retire`, retired)).toMatchObject({ status: 200 });
    const counted = [{ kind: 'workstream', id: workstreamId, version: 2, report: 1, count: 0 }];
    for (const usage of [conversationsUsage, routingUsage])
      await service.hear(anEvent(usage, { counted, countedAt: '2026-01-05T09:00:00.000Z' } as never));
    expect((await service.remove(`${root}/bots/${botId}`, dana(1))).status).toBe(204);
    expect(refusalOf(await service.put(advanced(workstreamId), {}, dana(1)))).toMatchObject([409, 'already-removed']);
    expect((await service.get(advanced(workstreamId), dana())).body).toMatchObject({ version: 1, botId });
  });

  it('has sessions that are for conversations, and they stay so', async () => {
    const workstreamId = await aWorkstream();
    const forCases = { uniqueName: 'acme_case', type: 'entity', entity: 'case' };
    const caseId = await define('session-templates', forCases);
    expect(refusalOf(await service.put(advanced(workstreamId), { sessionTemplateId: caseId }, dana(0)))).toEqual([
      409,
      'not-generic',
      'sessionTemplateId',
    ]);
    const generic = { slug: 'two', uniqueName: 'acme_sms', anchorTabId: smsSession.anchorTabId };
    const id = await define('session-templates', generic);
    await service.put(advanced(workstreamId), { sessionTemplateId: id }, dana(0));
    const asEntity = { ...forCases, slug: 'two', name: 'Two', uniqueName: 'acme_sms' };
    expect(refusalOf(await service.put(`${root}/session-templates/${id}`, asEntity, dana(1)))).toEqual([
      409,
      'in-use',
      'type',
    ]);
  });

  it.each([
    ['a session template', { sessionTemplateId: uuid() }, 'sessionTemplateId'],
    ['a notification', { notifications: { consultId: uuid() } }, 'notifications.consultId'],
    ['an assist', { assistIds: [uuid()] }, 'assistIds.0'],
    ['a bot', { botId: uuid() }, 'botId'],
    ['a notification that is a bot', { notifications: { transferId: smsSession.id } }, 'notifications.transferId'],
  ])('does not name %s that there is not', async (_, body, field) => {
    const at = advanced(await aWorkstream());
    expect(refusalOf(await service.put(at, body, dana(0)))).toEqual([409, 'unknown-reference', field]);
    expect((await service.get(at, dana())).body).toMatchObject({ version: 0 });
  });

  it('belongs to a workstream that there is', async () => {
    const at = advanced(uuid());
    for (const answer of [
      await service.get(at, dana()),
      await service.put(at, {}, dana(0)),
      await service.get(`${at}/changes`, dana()),
      await service.post(`${at}/restore`, { ...dana(0), body: { version: 1 } }),
    ])
      expect(refusalOf(answer)).toMatchObject([404, 'workstream-not-found']);
  });

  it('has a history beside that of the workstream', async () => {
    const workstreamId = await aWorkstream();
    const at = advanced(workstreamId);
    await service.put(at, { quickReplies: 'none' }, dana(0));
    await service.put(at, { quickReplies: 'own' }, dana(1));
    expect((await service.post(`${at}/restore`, { ...dana(2), body: { version: 1 } })).body).toMatchObject({
      quickReplies: 'none',
      version: 3,
    });
    expect((await changesOf(at)).map(({ version, action }) => [version, action])).toEqual([
      [3, 'restored'],
      [2, 'changed'],
      [1, 'changed'],
    ]);
    expect((await changesOf(`${root}`)).map(({ kind }) => kind)).toContain('workstream-settings');
    expect((await changesOf(`${root}/workstreams/${workstreamId}`)).map(({ kind }) => kind)).toEqual(['workstream']);
  });

  it('is announced to a new reader, with what holds for everybody', async () => {
    await service.put(advanced(await aWorkstream()), { quickReplies: 'own' }, dana(0));
    await service.put(organisation, { agent: { sessions: 5 } }, dana(0));
    await said(workstreamSettings.changed);
    await service.post(`${root}/announce`, dana());
    expect(await said(workstreamSettings.changed)).toHaveLength(2);
    expect(await said(organisationSettings.changed)).toHaveLength(2);
  });
});
