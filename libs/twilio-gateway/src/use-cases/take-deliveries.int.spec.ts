import { type AccountId, deliveryChanged, type MessageId, textsCalledBack } from '#contracts';
import { aChannel, anAccount, anEvent, aReply, aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { recordAnswer } from './record-answer.ts';
import { recordCallbacks } from './record-callbacks.ts';
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

describe('a text that is called back', () => {
  const take = () => service.database.transact((tx) => takeDeliveries(tx, 8));
  const callBack = (...messageIds: string[]) =>
    service.hear(
      anEvent(textsCalledBack, { messageIds, because: 'run-paused', calledBackAt: '2026-01-05T09:00:00.000Z' }),
    );
  const said = async () => {
    await service.turn('outbox');
    const events = service.said(deliveryChanged.type).map((event) => deliveryChanged.parse(event).data);
    return events.filter(({ state }) => state === 'failed');
  };
  beforeEach(() => service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel()));

  it('does not leave where it waits, and is said to have been called back', async () => {
    const [unwanted, wanted] = [aReply(), aReply({ to: '+14155550112' })];
    await service.hear(unwanted, wanted);
    await callBack(unwanted.data.messageId);
    expect(await said()).toMatchObject([
      { messageId: unwanted.data.messageId, state: 'failed', reason: 'called-back', errorCode: null },
    ]);
    expect((await take()).map(({ delivery }) => delivery.messageId)).toEqual([wanted.data.messageId]);
  });

  it('does not leave where that was heard before the text itself', async () => {
    const unwanted = aReply();
    await callBack(unwanted.data.messageId);
    await service.hear(unwanted);
    expect(await take()).toEqual([]);
    expect(await said()).toMatchObject([{ messageId: unwanted.data.messageId, reason: 'called-back' }]);
  });

  it('goes on where it has left, and does not leave again where it was in doubt and had not', async () => {
    const [left, doubted] = [aReply(), aReply({ to: '+14155550112' })];
    await service.hear(left, doubted);
    expect(await take()).toHaveLength(2);
    await callBack(left.data.messageId, doubted.data.messageId);
    expect(await said()).toEqual([]);
    const query = (sql: string, parameters: unknown[]) => service.database.read((db) => db.query(sql, parameters));
    await query(`UPDATE delivery SET state = 'queued' WHERE message_id = $1`, [doubted.data.messageId]);
    expect(await take()).toEqual([]);
    expect(await said()).toMatchObject([{ messageId: doubted.data.messageId, reason: 'called-back' }]);
  });

  it('leaves whole where a part of it has left', async () => {
    const long = aReply({ body: 'a'.repeat(2000) });
    await service.hear(long);
    expect(await take()).toHaveLength(1);
    await service.database.read((db) => db.query(`UPDATE delivery SET state = 'sent' WHERE part = 1`));
    await callBack(long.data.messageId);
    await service.database.read((db) => db.query(`UPDATE sender_bucket SET filled_at = now() - interval '1 hour'`));
    expect((await take()).map(({ delivery }) => delivery.part)).toEqual([2]);
  });
});

describe('a part of a text that is sent anew', () => {
  it('is not passed by the parts behind it, which hold up no other text', async () => {
    await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel());
    const long = aReply({ body: 'a'.repeat(2000) });
    const { conversationId } = long.data;
    const other = aReply({ conversationId, writtenAt: new Date(Date.parse(long.data.writtenAt) + 1000).toISOString() });
    await service.hear(long, other);
    const query = (sql: string) => service.database.read((db) => db.query(sql));
    const take = async () => {
      await query(`UPDATE sender_bucket SET tokens = 100, filled_at = now() - interval '1 hour'`);
      const taken = await service.database.transact((tx) => takeDeliveries(tx, 8));
      for (const { delivery } of taken)
        await service.database.transact((tx) =>
          recordAnswer(tx, delivery.messageId, 1, { kind: 'accepted', providerSid: `SM${delivery.messageId}` }, 0),
        );
      return taken.map(({ delivery: { wholeId, part, round } }) =>
        wholeId === long.data.messageId ? `part ${part}, round ${round}` : 'other',
      );
    };
    expect(await take()).toEqual(['part 1, round 1']);
    const report = { word: 'failed', state: 'failed', providerSid: null, errorCode: '30022' } as const;
    const { accountId } = anAccount({ sealedAuthToken: 'sealed' }).data;
    await service.database.transact((tx) =>
      recordCallbacks(tx, [
        { accountId: accountId as AccountId, messageId: long.data.messageId as MessageId, report, cause: tx.cause },
      ]),
    );
    expect(await take()).toEqual(['other']);
    expect(await take()).toEqual([]);
    await query(`UPDATE delivery SET due_at = now() - interval '1 second' WHERE round = 2`);
    expect(await take()).toEqual(['part 1, round 2']);
    expect(await take()).toEqual(['part 2, round 1']);
  });
});
