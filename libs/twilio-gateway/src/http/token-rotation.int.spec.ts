import { Seal } from '#secrets';
import { aChannel, anAccount, aService, type Service } from '#testing';
import { sign } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const account = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13';
const sealed = (token: string, seal = new Seal(keys)) => seal.seal(token, `account/${account}/auth-token`);
const path = '/webhooks/twilio/north-key/messages';

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: sealed('first') }), aChannel());
});
afterEach(() => service.stop());

let last = 0;
/** How a text is answered that Twilio signed with this token. */
const textSignedWith = async (token: string): Promise<number> => {
  const form: [string, string][] = [
    ['MessageSid', `SM${(++last).toString(16).padStart(32, '0')}`],
    ['AccountSid', `AC${'0'.repeat(31)}1`],
    ['From', '+14155550111'],
    ['To', '+14252306549'],
    ['Body', 'Hello'],
  ];
  const answer = await service.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(token, `https://parley.example/desk${path}`, form),
    },
    payload: new URLSearchParams(form).toString(),
  });
  return answer.statusCode;
};
const fromNow = (minutes: number) => new Date(service.database.now().getTime() + minutes * 60_000).toISOString();
const rotated = (previousAuthTokens: { sealedAuthToken: string; validUntil: string }[], version = 2) =>
  service.hear(anAccount({ version, sealedAuthToken: sealed('second'), previousAuthTokens }));

describe('after a token was replaced', () => {
  it('texts signed with the old one and with the new one are taken in, from the next text on', async () => {
    expect([await textSignedWith('first'), await textSignedWith('second')]).toEqual([200, 403]);
    await rotated([{ sealedAuthToken: sealed('first'), validUntil: fromNow(60) }]);
    expect([await textSignedWith('second'), await textSignedWith('first')]).toEqual([200, 200]);
    expect(await textSignedWith('third')).toBe(403);
  });

  it('the old one is not believed any more when its time is over', async () => {
    await rotated([{ sealedAuthToken: sealed('first'), validUntil: fromNow(-1) }]);
    expect([await textSignedWith('second'), await textSignedWith('first')]).toEqual([200, 403]);
  });

  it('all of several old ones are believed, each for its time', async () => {
    await rotated([
      { sealedAuthToken: sealed('mistyped'), validUntil: fromNow(90) },
      { sealedAuthToken: sealed('first'), validUntil: fromNow(60) },
      { sealedAuthToken: sealed('oldest'), validUntil: fromNow(-1) },
    ]);
    const answers = [];
    for (const token of ['mistyped', 'first', 'oldest']) answers.push(await textSignedWith(token));
    expect(answers).toEqual([200, 200, 403]);
  });

  it('an event of before does not bring it back', async () => {
    await rotated([], 3);
    await rotated([{ sealedAuthToken: sealed('first'), validUntil: fromNow(60) }], 2);
    await service.hear(anAccount({ version: 1, sealedAuthToken: sealed('first') }));
    expect([await textSignedWith('second'), await textSignedWith('first')]).toEqual([200, 403]);
  });

  it('an old one that no key of ours opens leaves the new one alone', async () => {
    const lost = new Seal(`lost:${Buffer.alloc(32, 9).toString('base64')}`);
    await rotated([{ sealedAuthToken: sealed('first', lost), validUntil: fromNow(60) }]);
    expect([await textSignedWith('second'), await textSignedWith('first')]).toEqual([200, 403]);
  });
});
