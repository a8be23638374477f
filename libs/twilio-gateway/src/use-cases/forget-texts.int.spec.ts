import { textsExpired, type MessageId } from '#contracts';
import { aChannel, anAccount, anEvent, aReply, aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel());
});
afterEach(() => service.stop());

describe('texts that were kept long enough', () => {
  it('lose their words and whom they were to; others stay as they are', async () => {
    const [old, young] = [aReply({ body: 'swordfish' }), aReply({ body: 'haddock' })];
    await service.hear(old, young);
    const messageIds: MessageId[] = [old.data.messageId];
    await service.hear(
      anEvent(textsExpired, { messageIds, customers: [old.data.to], expiredAt: '2026-01-05T09:00:00.000Z' }),
    );
    const deliveries = await service.database.read((db) =>
      db.query(`SELECT body, recipient FROM delivery ORDER BY body`),
    );
    expect(deliveries).toEqual([
      { body: '', recipient: 'ERASED' },
      { body: 'haddock', recipient: young.data.to },
    ]);
  });
});
