import { v7 as uuid } from 'uuid';
import { aService, aWiredChannel, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const as = { as: 'dana' };

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

const text = (changes: object = {}) => ({
  slug: slug(),
  name: 'Stop',
  keyword: 'stop',
  level: 'sms',
  locale: 'de-DE',
  text: 'Sie erhalten nichts mehr.',
  ...changes,
});
const mode = (changes: object) => ({ slug: slug(), name: 'Consent', mode: 'we-reply', ...changes });
interface Consent {
  mode: string;
  modeFrom: string;
  optInRequired: boolean;
  replies: { keyword: string; text: string; from: string; locale: string }[];
}
const consentOf = async (channelId: string, query = '') => {
  const { status, body } = await service.get(`${root}/channels/${channelId}/consent${query}`, { as: 'sofia' });
  expect(status).toBe(200);
  return body as Consent;
};

describe('consent on a channel', () => {
  it('is kept by the provider until somebody says otherwise', async () => {
    const { channelId } = await aWiredChannel(service);
    expect(await consentOf(channelId)).toMatchObject({
      mode: 'provider-replies',
      modeFrom: 'default',
      optInRequired: false,
    });
    await saved('consent-modes', mode({ channelId, optInRequired: true }));
    expect(await consentOf(channelId)).toMatchObject({ mode: 'we-reply', modeFrom: 'channel', optInRequired: true });
  });

  it('has one mode', async () => {
    const { channelId } = await aWiredChannel(service);
    await saved('consent-modes', mode({ channelId }));
    expect(await save('consent-modes', mode({ channelId }))).toMatchObject({
      status: 409,
      body: { code: 'already-defined' },
    });
  });

  it('may add words in other languages, each of which means one thing and is none of the carriers’', async () => {
    const { channelId } = await aWiredChannel(service);
    const refused = async (words: object) => {
      const { status, body } = await save('consent-modes', mode({ channelId, ...words }));
      expect(status).toBe(400);
      return body.errors.map(({ field }: { field: string }) => field);
    };
    expect(await refused({ stopWords: ['ARRÊT', 'Stop'], helpWords: ['arret'] })).toEqual([
      'stopWords.1',
      'helpWords.0',
    ]);
    expect(await refused({ stopWords: ['ARRÊT', 'no more'] })).toEqual(['stopWords.1']);
    await saved('consent-modes', mode({ channelId, stopWords: ['ARRÊT'], helpWords: ['aide'] }));
  });

  it('of a toll-free number is the network’s', async () => {
    const { channelId } = await aWiredChannel(service, { type: 'toll-free' });
    expect(await save('consent-modes', mode({ channelId }))).toMatchObject({
      status: 409,
      body: { code: 'toll-free', errors: [{ field: 'mode' }] },
    });
    await saved('consent-modes', mode({ channelId, mode: 'provider-replies' }));
    expect(await consentOf(channelId)).toMatchObject({ mode: 'provider-replies', modeFrom: 'number' });
  });

  it('is not known of a channel that there is not', async () => {
    const unknown = await service.get(`${root}/channels/${uuid()}/consent`, as);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'channel-not-found']);
  });
});

describe('the answer to a keyword', () => {
  it('is the standard one, then that of SMS, then the channel’s own, each in the closest language', async () => {
    const { channelId } = await aWiredChannel(service, { language: 'de-DE' });
    const stop = async (query = '') =>
      (await consentOf(channelId, query)).replies.find(({ keyword }) => keyword === 'stop');
    expect(await stop()).toMatchObject({ from: 'default', locale: 'en-US', text: expect.stringContaining('START') });
    await saved('consent-texts', text());
    expect(await stop()).toMatchObject({ from: 'sms', text: 'Sie erhalten nichts mehr.' });
    await saved('consent-texts', text({ level: 'channel', channelId, text: 'Von hier nichts mehr.' }));
    expect(await stop()).toMatchObject({ from: 'channel', text: 'Von hier nichts mehr.' });
    expect(await stop('?locale=fr-FR')).toMatchObject({ from: 'default' });
  });

  it('is there for every keyword', async () => {
    const { channelId } = await aWiredChannel(service);
    expect((await consentOf(channelId)).replies.map(({ keyword }) => keyword)).toEqual(['stop', 'start', 'help']);
  });

  it('is written without placeholders, once for each keyword, level and language', async () => {
    const refused = await save('consent-texts', text({ text: 'Bye {AgentName}', keyword: 'end' }));
    expect([refused.status, fieldsOf(refused).toSorted()]).toEqual([400, ['keyword', 'text']]);
    await saved('consent-texts', text());
    expect(await save('consent-texts', text())).toMatchObject({ status: 409, body: { code: 'already-defined' } });
    await saved('consent-texts', text({ keyword: 'help' }));
  });
});
