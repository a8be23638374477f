import { type LanguagesView, locales } from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });

let service: Service;
beforeAll(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterAll(() => service.stop());

describe('the languages', () => {
  let items: LanguagesView['items'];
  beforeAll(async () => {
    ({ items } = (await service.get('/api/channel-config/languages', { as: 'lena' })).body as LanguagesView);
  });
  const language = (locale: string) => items.find((one) => one.locale === locale);

  it('are all that a channel may have, each once', () => {
    expect(items.map(({ locale }) => locale).toSorted()).toEqual([...locales].toSorted());
  });

  it('have names in English and in themselves, and a direction', () => {
    expect(language('de-DE')).toMatchObject({
      name: 'German (Germany)',
      ownName: 'Deutsch (Deutschland)',
      direction: 'ltr',
    });
    expect(items.filter(({ direction }) => direction === 'rtl').map(({ locale }) => locale)).toEqual([
      'ar-SA',
      'he-IL',
    ]);
  });

  it('say what an SMS in them holds', () => {
    expect(language('en-US')).toMatchObject({ gsm7: 'always', room: 160, switchers: [] });
    expect(language('fr-FR')).toMatchObject({ gsm7: 'unless', room: 70, switchers: expect.arrayContaining(['ê']) });
    expect(language('ja-JP')).toMatchObject({ gsm7: 'never', room: 70 });
  });

  it('come by their English names', () => {
    const names = items.map(({ name }) => name);
    expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
  });
});
