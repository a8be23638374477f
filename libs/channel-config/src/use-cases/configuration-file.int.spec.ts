import { v7 as uuid } from 'uuid';
import { operatingHoursKind } from '#contracts';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';
const dana = { as: 'dana' };

let service: Service;
beforeEach(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterEach(() => service.stop());

const queueId = uuid();
/** Sets up one of everything by its own door. */
async function setUp() {
  await service.put(`${root}/provisioning/sms`, { enabled: true }, dana);
  const numberId = uuid();
  const workstreamId = uuid();
  const account = {
    slug: 'main',
    name: 'Main account',
    provider: 'twilio',
    accountSid: `AC${'a'.repeat(32)}`,
    authToken: 'f'.repeat(32),
    numbers: [
      { id: numberId, number: '+14252306549', type: 'long-code', description: 'Deliveries: "line" #1' },
      { id: uuid(), number: '+14252306550', type: 'long-code', description: '' },
    ],
  };
  await service.put(`${root}/accounts/${uuid()}`, account, dana);
  const workstream = { slug: 'deliveries', name: 'Deliveries', mode: 'push', fallbackQueueId: queueId };
  await service.put(`${root}/workstreams/${workstreamId}`, workstream, dana);
  const channel = { slug: 'line', name: 'Line', workstreamId, numberId, language: 'en-US' };
  await service.put(`${root}/channels/${uuid()}`, channel, dana);
  const hours = { slug: 'berlin', name: 'Berlin', timeZone: 'Europe/Berlin', shifts: [], holidays: [] };
  await service.put(`${root}/${operatingHoursKind.path}/${uuid()}`, hours, dana);
}
const exported = async (accept = 'application/json', query = '') => {
  const headers = { authorization: 'Bearer dana', accept };
  return (await service.app.inject({ method: 'GET', url: `${root}/configuration${query}`, headers })).body;
};

describe('the configuration as a file', () => {
  it('has everything by slugs, without ids, versions and times', async () => {
    await setUp();
    expect(JSON.parse(await exported())).toMatchObject({
      format: 1,
      provisioning: { sms: { enabled: true } },
      accounts: {
        main: {
          name: 'Main account',
          provider: 'twilio',
          accountSid: `AC${'a'.repeat(32)}`,
          authToken: { secret: 'MAIN_AUTH_TOKEN' },
          numbers: [
            { number: '+14252306549', type: 'long-code', description: 'Deliveries: "line" #1' },
            { number: '+14252306550', type: 'long-code', description: '' },
          ],
        },
      },
      workstreams: { deliveries: { name: 'Deliveries', mode: 'push', fallbackQueue: queueId } },
      channels: { line: { name: 'Line', workstream: 'deliveries', number: '+14252306549', language: 'en-US' } },
      operatingHours: { berlin: { name: 'Berlin', description: '', timeZone: 'Europe/Berlin' } },
    });
    expect(await exported()).not.toContain('f'.repeat(32));
  });

  it('is YAML where that is asked for, and the same every time', async () => {
    await setUp();
    const text = await exported('application/yaml');
    expect(text).toMatch(/^format: 1\nprovisioning:\n {2}sms:\n {4}enabled: true\n/);
    expect(text).toContain(
      'channels:\n  line:\n    name: Line\n    workstream: deliveries\n    number: "+14252306549"\n',
    );
    expect(await exported('application/yaml')).toBe(text);
  });

  it('names every section where nothing is set up', async () => {
    expect(JSON.parse(await exported())).toMatchObject({
      accounts: {},
      workstreams: {},
      channels: {},
      operatingHours: {},
    });
    expect(await exported('application/yaml')).toContain('\naccounts: {}\nworkstreams: {}\nchannels: {}\n');
  });

  it('is for administrators', async () => {
    expect((await service.get(`${root}/configuration`, { as: 'sofia' })).status).toBe(403);
  });
});
