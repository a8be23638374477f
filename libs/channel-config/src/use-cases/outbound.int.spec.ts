import { v7 as uuid } from 'uuid';
import { aService, aWiredChannel, type Service } from '#testing';
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

const template = (changes: object = {}) => ({
  slug: slug(),
  name: 'Arrives',
  defaultLocale: 'en-US',
  texts: [
    { locale: 'en-US', text: 'Hi {FullName{Customer}}, {OCContext.Parcel} arrives.' },
    { locale: 'de-DE', text: 'Hallo {NickName{Customer}}, {OCContext.Parcel} kommt.' },
  ],
  ...changes,
});

describe('a message template', () => {
  it('has a text in its default language, and each language once', async () => {
    await saved('message-templates', template());
    const none = await save('message-templates', template({ defaultLocale: 'fr-FR' }));
    expect([none.status, fieldsOf(none)]).toEqual([400, ['defaultLocale']]);
    const [text] = template().texts;
    const twice = await save('message-templates', template({ texts: [text, text] }));
    expect([twice.status, fieldsOf(twice)]).toEqual([400, ['texts.1.locale']]);
    const empty = await save('message-templates', template({ texts: [] }));
    expect([empty.status, fieldsOf(empty)]).toEqual([400, ['texts']]);
  });

  it('names the text with a placeholder that there is not', async () => {
    const texts = [
      { locale: 'en-US', text: 'Hi' },
      { locale: 'de-DE', text: 'Hallo {AgentName}' },
    ];
    const refused = await save('message-templates', template({ texts }));
    expect([refused.status, fieldsOf(refused)]).toEqual([400, ['texts.1.text']]);
  });

  it('is for administrators to keep', async () => {
    const refused = await service.put(`${root}/message-templates/${uuid()}`, template(), { as: 'sofia' });
    expect(refused.status).toBe(403);
  });
});

describe('an outbound configuration', () => {
  const configuration = (changes: object) => ({ slug: slug(), name: 'Parcel events', ...changes });

  it('names a number and a template, and shows what it sent unless told not to', async () => {
    const { channelId } = await aWiredChannel(service);
    const messageTemplateId = await saved('message-templates', template());
    const answer = await save('outbound-configurations', configuration({ channelId, messageTemplateId }));
    expect(answer).toMatchObject({ status: 200, body: { showInTimeline: true, channelKind: 'sms', channelId } });
  });

  it('keeps its template from being removed', async () => {
    const { channelId } = await aWiredChannel(service);
    const messageTemplateId = await saved('message-templates', template());
    await saved('outbound-configurations', configuration({ channelId, messageTemplateId }));
    const refused = await service.remove(`${root}/message-templates/${messageTemplateId}`, from(1));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'in-use', detail: 'Used by outbound configuration Parcel events.' },
    });
  });

  it('names what there is', async () => {
    const { channelId } = await aWiredChannel(service);
    const refused = await save('outbound-configurations', configuration({ channelId, messageTemplateId: uuid() }));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'unknown-reference', errors: [{ field: 'messageTemplateId' }] },
    });
  });
});
