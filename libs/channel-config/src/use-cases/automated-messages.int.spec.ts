import { v7 as uuid } from 'uuid';
import { automatedMessageKind, automatedTriggers } from '#contracts';
import { aService, aWiredChannel, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const as = { as: 'dana' };

let service: Service;
let channelId: string;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  ({ channelId } = await aWiredChannel(service, { language: 'de-DE' }));
});
afterEach(() => service.stop());

let slugs = 0;
const message = (changes: object = {}) => ({
  slug: `message-${(slugs += 1)}`,
  name: 'Closed',
  trigger: 'outside-operating-hours',
  level: 'sms',
  locale: 'de-DE',
  text: 'Wir haben zu.',
  ...changes,
});
const save = (request: object, id: string = uuid()) => service.put(`${root}/automated-messages/${id}`, request, as);
const saved = async (changes: object = {}) => {
  const id = uuid();
  expect(await save(message(changes), id)).toMatchObject({ status: 200 });
  return id;
};
interface InForce {
  trigger: string;
  text: string;
  active: boolean;
  from: string;
  locale: string;
  definitionId: string | null;
  size: { segments: number };
}
const inForce = async (query = '', trigger = 'outside-operating-hours') => {
  const { body } = await service.get(`${root}/channels/${channelId}/automated-messages${query}`, { as: 'sofia' });
  return (body as { items: InForce[] }).items.find((one) => one.trigger === trigger)!;
};

describe('an automated message', () => {
  it('is there once for each trigger, level and language', async () => {
    await saved();
    expect(await save(message())).toMatchObject({
      status: 409,
      body: { code: 'already-defined', errors: [{ field: 'locale' }] },
    });
    await saved({ locale: 'en-US' });
    await saved({ level: 'channel', channelId });
    await saved({ trigger: 'holiday' });
  });

  it('may be said anew after it was removed, and then not restored', async () => {
    const id = await saved();
    const at = `${root}/automated-messages/${id}`;
    expect((await service.remove(at, { ...as, headers: { 'if-match': '"1"' } })).status).toBe(204);
    await saved();
    const restored = await service.post(`${at}/restore`, {
      ...as,
      headers: { 'if-match': '"2"' },
      body: { version: 1 },
    });
    expect(restored).toMatchObject({ status: 409, body: { code: 'already-defined' } });
  });

  it('names a placeholder that there is not, with everything else that is wrong', async () => {
    const { status, body } = await save(message({ text: 'Hi {FullName{Customer}}', locale: 'xx' }));
    expect(status).toBe(400);
    const errors = (body as { errors: { field: string; message: string }[] }).errors;
    expect(errors.map(({ field }) => field).toSorted()).toEqual(['locale', 'text']);
    expect(errors.find(({ field }) => field === 'text')?.message).toContain('{FullName{Customer}}');
  });

  it('is refused for a channel that there is not', async () => {
    expect(await save(message({ level: 'channel', channelId: uuid() }))).toMatchObject({
      status: 409,
      body: { code: 'unknown-reference', errors: [{ field: 'channelId' }] },
    });
  });

  it('is told to everybody', async () => {
    await saved({ text: 'Wir haben zu, {$Anrede$}.' });
    await service.turn('outbox');
    expect(service.said(automatedMessageKind.changed.type)).toMatchObject([
      { data: { trigger: 'outside-operating-hours', text: 'Wir haben zu, {$Anrede$}.', active: true } },
    ]);
  });

  it('is found by trigger, language and channel', async () => {
    await saved();
    const own = await saved({ level: 'channel', channelId });
    const { body } = await service.get(`${root}/automated-messages?channelId=${channelId}`, as);
    expect((body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual([own]);
  });
});

describe('what a channel sends by itself', () => {
  it('is the default until somebody says something', async () => {
    expect(await inForce()).toMatchObject({ from: 'default', locale: 'en-US', definitionId: null, active: true });
  });

  it('is what was said for all of SMS, and for the channel before that', async () => {
    await saved();
    expect(await inForce()).toMatchObject({ from: 'sms', text: 'Wir haben zu.', locale: 'de-DE' });
    const definitionId = await saved({ level: 'channel', channelId, text: 'Hier ist zu.' });
    expect(await inForce()).toMatchObject({ from: 'channel', text: 'Hier ist zu.', definitionId });
  });

  it('is looked up for the language that is asked for', async () => {
    await saved({ locale: 'fr-FR', text: 'Nous sommes fermés.' });
    expect(await inForce()).toMatchObject({ from: 'default' });
    expect(await inForce('?locale=fr-CA')).toMatchObject({ from: 'sms', locale: 'fr-FR' });
  });

  it('is nothing when it is turned off', async () => {
    await saved({ active: false });
    expect((await inForce()).active).toBe(false);
  });

  it('has all triggers, each with its size', async () => {
    const { body } = await service.get(`${root}/channels/${channelId}/automated-messages`, as);
    const { items, locale } = body as { items: InForce[]; locale: string };
    expect(locale).toBe('de-DE');
    expect(items.map(({ trigger }) => trigger)).toEqual(automatedTriggers.map(({ trigger }) => trigger));
    expect(items.every(({ size }) => size.segments === 1)).toBe(true);
  });

  it('is not known of a channel that there is not', async () => {
    const unknown = await service.get(`${root}/channels/${uuid()}/automated-messages`, as);
    expect([unknown.status, unknown.body.code]).toEqual([404, 'channel-not-found']);
    const bad = await service.get(`${root}/channels/${channelId}/automated-messages?locale=xx`, as);
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: 'locale' }] } });
  });

  it('comes from triggers that can be listed', async () => {
    const { body } = await service.get(`${root}/automated-message-triggers`, { as: 'sofia' });
    expect((body as { items: object[] }).items).toHaveLength(automatedTriggers.length);
  });
});

describe('the preview of a text', () => {
  const preview = (body: object, by = 'dana') => service.post(`${root}/texts/preview`, { as: by, body });

  it('shows it filled in, with what it costs and what to think of', async () => {
    const request = { kind: 'automated-message', text: 'Hi {$Name$}, ê {AgentName}', context: { Name: 'Jo' } };
    expect(await preview(request)).toMatchObject({
      status: 200,
      body: {
        text: 'Hi Jo, ê ',
        size: { encoding: 'UCS-2', segments: 1, characters: 9, switchers: ['ê'] },
        warnings: [{ code: 'empty-placeholder' }, { code: 'encoding' }],
      },
    });
  });

  it('refuses nothing that somebody is still typing', async () => {
    const { status, body } = await preview({ kind: 'consent-text', text: 'Hi {Ag' });
    expect([status, body.warnings[0].code]).toEqual([200, 'placeholder']);
  });

  it('names what it cannot read', async () => {
    expect(await preview({ kind: 'letter', text: 17 })).toMatchObject({ status: 400 });
  });
});
