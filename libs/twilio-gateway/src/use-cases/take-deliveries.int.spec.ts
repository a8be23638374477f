import type { AccountId } from '#contracts';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { pauseAccount } from './pause-account.ts';
import { takeDeliveries } from './take-deliveries.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` })],
  ]);
});
afterEach(() => service.stop());

describe('the senders of a paused account', () => {
  it('keep nobody else waiting, however many they are', async () => {
    const paused = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23' as AccountId;
    const lines = Array.from({ length: 60 }, (_, index) => ({
      channelId: `7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6d00${String(index).padStart(2, '0')}`,
      accountId: paused,
      number: `+142523070${String(index).padStart(2, '0')}`,
    }));
    await service.hear(
      anAccount({ sealedAuthToken: 'sealed' }),
      anAccount({ accountId: paused, key: 'south-key', sealedAuthToken: 'sealed' }),
      aChannel(),
      ...lines.map((line) => aChannel(line)),
    );
    await service.database.transact((tx) => pauseAccount(tx, paused, '30002'));
    await service.hear(...lines.map(({ channelId }) => aReply({ channelId })));
    const reply = aReply();
    await service.hear(reply);
    const take = () => service.database.transact((tx) => takeDeliveries(tx, 8));
    const taken = [...(await take()), ...(await take())];
    expect(taken.map(({ delivery }) => delivery.messageId)).toEqual([reply.data.messageId]);
  });
});
