import { v7 as uuid } from 'uuid';
import { queueChanged, rulesChanged } from '#contracts';
import { anEvent, aService, aWiredChannel, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const as = { as: 'dana' };
const from = (version: number) => ({ ...as, headers: { 'if-match': `"${version}"` } });

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

let slugs = 0;
const slug = () => `slug-${(slugs += 1)}`;
const save = (path: string, request: object, id: string = uuid()) => service.put(`${root}/${path}/${id}`, request, as);
const saved = async (path: string, request: object) => {
  const id = uuid();
  expect(await save(path, request, id)).toMatchObject({ status: 200 });
  return id;
};
const fieldsOf = ({ body }: { body: unknown }) =>
  (body as { errors: { field: string }[] }).errors.map(({ field }) => field);

const variable = (changes: object) => ({ slug: slug(), name: 'Order', type: 'text', ...changes });
const message = (changes: object) => ({
  slug: slug(),
  name: 'Greeting',
  trigger: 'greeting',
  level: 'sms',
  locale: 'en-US',
  text: 'About {$Order$}:',
  ...changes,
});
const reply = (changes: object) => ({
  slug: slug(),
  name: 'Late',
  locale: 'en-US',
  message: '{OCContext.Order} is late.',
  ...changes,
});

const template = (text: string) => ({
  slug: slug(),
  name: 'Late',
  defaultLocale: 'en-US',
  texts: [{ locale: 'en-US', text }],
});

describe('a context variable', () => {
  let workstreamId: string;
  let channelId: string;
  beforeEach(async () => {
    ({ workstreamId, channelId } = await aWiredChannel(service));
  });
  const define = (changes: object = {}) => saved('context-variables', variable({ workstreamId, ...changes }));
  const remove = (id: string) => service.remove(`${root}/context-variables/${id}`, from(1));

  it('is called by letters, digits and underscores, up to 100 of them', async () => {
    for (const name of ['Order number', 'Größe', 'a-b', '', 'x'.repeat(101)]) {
      const refused = await save('context-variables', variable({ workstreamId, name }));
      expect([refused.status, fieldsOf(refused)]).toEqual([400, ['name']]);
    }
    await define({ name: '_2nd_Order' });
    await define({ name: 'x'.repeat(100), type: 'number' });
  });

  it('is there once in its workstream, and its case counts', async () => {
    await define();
    const again = await save('context-variables', variable({ workstreamId }));
    expect(again).toMatchObject({ status: 409, body: { code: 'already-defined', errors: [{ field: 'name' }] } });
    await define({ name: 'order' });
    const other = await aWiredChannel(service);
    await define({ workstreamId: other.workstreamId });
  });

  it.each([
    ['a message for all of SMS', 'automated-messages', () => message({})],
    ['a message of one of its channels', 'automated-messages', () => message({ level: 'channel', channelId })],
    ['a quick reply for everybody', 'quick-replies', () => reply({})],
    ['a quick reply of its workstream', 'quick-replies', () => reply({ workstreamIds: [workstreamId] })],
    ['a template', 'message-templates', () => template('{OCContext.Order} is late.')],
  ])('stays while it stands in %s', async (_, path, text) => {
    const id = await define();
    const textId = await saved(path, text());
    const refused = await remove(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'in-use']);
    expect(refused.body.detail).toMatch(/Greeting|Late/);
    expect((await service.remove(`${root}/${path}/${textId}`, from(1))).status).toBe(204);
    expect((await remove(id)).status).toBe(204);
  });

  it('may go when texts elsewhere, or of another name, have it', async () => {
    const other = await aWiredChannel(service);
    await saved('automated-messages', message({ level: 'channel', channelId: other.channelId }));
    await saved('quick-replies', reply({ workstreamIds: [other.workstreamId] }));
    await saved('automated-messages', message({ text: '{$order$} {$Order2$}' }));
    await saved('message-templates', template('{OCContext.Orders} {OCContext.order}'));
    expect((await remove(await define())).status).toBe(204);
  });

  it('keeps its name and workstream while a text has it, and may change otherwise', async () => {
    const id = await define();
    await saved('automated-messages', message({}));
    const change = (changes: object) =>
      service.put(`${root}/context-variables/${id}`, variable({ workstreamId, ...changes }), from(1));
    const refused = await change({ name: 'Parcel' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'in-use', errors: [{ field: 'name' }] } });
    expect((await change({ type: 'number' })).status).toBe(200);
  });

  describe('that a rule looks at', () => {
    const rules = (kind: string, subjectId: string, at: number, variables?: string[]) =>
      anEvent(rulesChanged, { kind, subjectId, version: at, calendars: [], ...(variables && { variables }) });

    it('stays, and keeps its name, until no rule of its workstream does', async () => {
      const id = await define();
      await service.hear(rules('route-to-queue', workstreamId, 3, ['Order']));
      const [{ name }] = (await service.get(`${root}/workstreams`, as)).body.items;
      const refused = {
        status: 409,
        body: { code: 'in-use', detail: `Used by route to queue of workstream ${name}.` },
      };
      expect(await remove(id)).toMatchObject(refused);
      const renamed = variable({ workstreamId, name: 'Parcel' });
      expect(await service.put(`${root}/context-variables/${id}`, renamed, from(1))).toMatchObject({
        ...refused,
        body: { ...refused.body, errors: [{ field: 'name' }] },
      });
      await service.hear(rules('route-to-queue', workstreamId, 4, ['order']));
      expect((await remove(id)).status).toBe(204);
    });

    it('stays while a queue orders its work by it, and not for rules of other workstreams', async () => {
      const id = await define();
      const queueId = uuid();
      const queue = { queueId, slug: 'night', name: 'Night', operatingHoursId: null, state: 'active' };
      await service.hear(
        anEvent(queueChanged, { ...queue, version: 1 }),
        rules('classification', uuid(), 1, ['Order']),
        rules('custom-assignment', queueId, 1, ['Order']),
      );
      expect((await remove(id)).body.detail).toBe('Used by custom assignment of queue Night.');
      await service.hear(rules('custom-assignment', queueId, 2, []));
      expect((await remove(id)).status).toBe(204);
    });

    it('is known of rules that an older service told of, once they are told again', async () => {
      const id = await define();
      await service.hear(rules('classification', workstreamId, 2));
      await service.hear(rules('classification', workstreamId, 2, ['Order']));
      expect((await remove(id)).body.code).toBe('in-use');
    });
  });

  it('belongs to a workstream that there is', async () => {
    const refused = await save('context-variables', variable({ workstreamId: uuid() }));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'unknown-reference', errors: [{ field: 'workstreamId' }] },
    });
  });
});
