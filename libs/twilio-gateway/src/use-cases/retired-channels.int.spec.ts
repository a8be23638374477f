import { deliveryChanged, gatewayApplied, gatewayUsage, type MessageId } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { sign } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from './take-deliveries.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const base = 'https://parley.example/desk';
const { channelId, accountId } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const later = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99';

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
    [PublicAddress, new PublicAddress(base)],
  ]);
  await service.hear(anAccount({ sealedAuthToken }), aChannel());
});
afterEach(() => service.stop());

let last = 0;
/** A customer's text, signed; answers the status, and the problem's code where it is refused. */
async function text(path = '/webhooks/twilio/north-key/messages') {
  const form = {
    MessageSid: `SM${(++last).toString(16).padStart(32, '0')}`,
    AccountSid: `AC${'0'.repeat(31)}1`,
    From: '+14155550111',
    To: '+14252306549',
    Body: 'Hello',
  };
  const answer = await service.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign('north-token', base + path, Object.entries(form)),
    },
    payload: new URLSearchParams(form).toString(),
  });
  return answer.statusCode === 200 ? 200 : `${answer.statusCode} ${answer.json().code}`;
}
const retire = (version = 2) => service.hear(aChannel({ version, state: 'retiring', how: 'wait' }));
const rows = async (sql: string): Promise<number> => (await service.database.read((db) => db.query(sql))).length;
const count = async () => {
  await service.database.read((db) =>
    db.query(`UPDATE timer SET due_at = now() - interval '1 minute' WHERE kind = 'count-usage'`),
  );
  await service.turn('timers');
  await service.turn('outbox');
};
const counted = () => service.said(gatewayUsage.type).flatMap((event) => gatewayUsage.parse(event).data.counted);
const write = async (): Promise<MessageId> => {
  const reply = aReply();
  await service.hear(reply);
  return reply.data.messageId;
};

describe('a text to a number that is retired', () => {
  it('is answered 410 at either address, and nothing of it is kept', async () => {
    expect(await text()).toBe(200);
    await retire();
    await service.turn('directory');
    expect(await text()).toBe('410 channel-gone');
    expect(await text('/webhooks/twilio/north-key/fallback')).toBe('410 channel-gone');
    await service.hear(aChannel({ version: 3, state: 'removed' }));
    expect(await text()).toBe('410 channel-gone');
    expect(await rows('SELECT FROM incoming_message')).toBe(1);
    expect(await rows('SELECT FROM raw_form')).toBe(1);
  });

  it('is taken in again when it is in use again', async () => {
    await retire();
    expect(await text()).toBe('410 channel-gone');
    await service.hear(aChannel({ version: 3, state: 'active' }));
    expect(await text()).toBe(200);
  });

  it('is taken in for the new channel that the number was given', async () => {
    await service.hear(aChannel({ version: 2, state: 'removed' }), aChannel({ channelId: later }));
    expect(await text()).toBe(200);
    const kept = await service.database.read((db) => db.query('SELECT channel_id FROM incoming_message'));
    expect(kept).toEqual([{ channel_id: later }]);
  });
});

describe('our texts through a channel that is retired', () => {
  const states = async () => {
    await service.turn('outbox');
    return service.said(deliveryChanged.type).map((event) => deliveryChanged.parse(event).data);
  };

  it('still leave, and are counted until they have', async () => {
    await write();
    await write();
    await retire();
    await count();
    expect(counted()).toEqual([{ kind: 'channel', id: channelId, version: 2, report: 1, count: 2 }]);
    const taken = await service.database.transact((tx) => takeDeliveries(tx, 5));
    expect(taken).toHaveLength(2);
    await service.database.read((db) => db.query(`UPDATE delivery SET state = 'accepted'`));
    await count();
    expect(counted().at(-1)).toMatchObject({ report: 2, count: 0 });
  });

  it('are given up when it is removed, and that is said', async () => {
    await service.hear(aChannel({ version: 3, state: 'removed' }));
    const id = await write();
    expect(await service.database.transact((tx) => takeDeliveries(tx, 5))).toEqual([]);
    expect(await states()).toMatchObject([{ messageId: id, state: 'failed', reason: 'sender' }]);
  });
});

describe('an account that is retired', () => {
  it('is used by the texts of all its channels', async () => {
    await write();
    await service.hear(anAccount({ sealedAuthToken, version: 2, state: 'retiring', how: 'wait' }));
    await count();
    expect(counted()).toEqual([{ kind: 'account', id: accountId, version: 2, report: 1, count: 1 }]);
  });
});

describe('what is in force here', () => {
  it('is said once for all that were stored, and not for what was known or is another provider’s', async () => {
    await service.turn('outbox');
    const before = service.said(gatewayApplied.type).length;
    await service.hear(
      aChannel(),
      aChannel({ channelId: later, provider: 'carrier-pigeon' }),
      anAccount({ sealedAuthToken }),
    );
    await service.hear(aChannel({ version: 3 }), aChannel({ version: 2 }));
    await service.turn('outbox');
    const said = service.said(gatewayApplied.type).slice(before);
    const applied = said.flatMap((event) => gatewayApplied.parse(event).data.applied);
    expect(applied.at(-1)).toEqual({ kind: 'channel', id: channelId, version: 3 });
    expect(applied.every(({ id }) => id === channelId)).toBe(true);
  });
});
