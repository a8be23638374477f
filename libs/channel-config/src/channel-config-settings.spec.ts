import { ChannelConfigSettings } from './channel-config-settings.ts';

const keys = { SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` };

describe('the countries whose numbers are taken', () => {
  it('are the United States where nobody says otherwise, and those that are named', () => {
    expect([...new ChannelConfigSettings(keys).countries]).toEqual(['US']);
    const named = new ChannelConfigSettings({ ...keys, NUMBER_COUNTRIES: 'us, GB' });
    expect([...named.countries]).toEqual(['US', 'GB']);
  });

  it.each(['', 'US,UK', 'US;GB', 'Germany'])('are not %j: the start says so', (countries) => {
    expect(() => new ChannelConfigSettings({ ...keys, NUMBER_COUNTRIES: countries })).toThrow('NUMBER_COUNTRIES');
  });
});
