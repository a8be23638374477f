import { v7 as uuid } from 'uuid';
import type { AccountCheckView, AccountView, EventGridView, NumberCandidatesView } from '#contracts';
import { aProduct, type RunningProduct, until } from '#testing';

const number = '+14252306601';
const accountSid = `AC${'e'.repeat(32)}`;
const authToken = 'a-token-that-must-stay-inside-e2e';
const accountId = uuid();
const customer = '+14255550177';

let product: RunningProduct;
let dana: Awaited<ReturnType<RunningProduct['as']>>;
let account: AccountView;
beforeAll(async () => {
  product = await aProduct();
  dana = await product.as('dana');
  product.twilio.addAccount({ sid: accountSid, authToken, numbers: [{ number, name: 'Second line' }] });
}, 120_000);
afterAll(() => product?.stop(), 30_000);

const ask = (action: string) =>
  dana<AccountCheckView>('POST', `/api/gateway/accounts/${accountId}/${action}?ofVersion=${account.version}`);
const shown = () => dana<AccountView>('GET', `/api/channel-config/accounts/${accountId}`);
/** The account as it is shown, once what the gateway found has arrived there. */
const shownWith = (what: string, fits: (view: AccountView) => boolean) =>
  until(what, async () => {
    const view = await shown();
    return fits(view) && view;
  });

describe('from an account to a connected number', () => {
  it('begins with an account that nobody has looked at', async () => {
    account = await dana('PUT', `/api/channel-config/accounts/${accountId}`, {
      slug: 'second',
      name: 'Second',
      provider: 'twilio',
      accountSid,
      authToken: 'mistyped',
      numbers: [{ id: uuid(), number, type: 'long-code' }],
    });
    expect(account).toMatchObject({ validation: null, numbers: [{ check: null, connectedAt: null }] });
  });

  it('says at once that the token is wrong, and keeps it with the account', async () => {
    expect(await ask('validate')).toMatchObject({ outcome: 'bad-credentials', errorCode: '20003', numbers: [] });
    const { validation } = await shownWith('the account shows it', (view) => view.validation !== null);
    expect(validation).toMatchObject({ outcome: 'bad-credentials', ofVersion: 1, isCurrent: true });
  });

  it('finds the account valid once the token is right', async () => {
    const path = `/api/channel-config/accounts/${accountId}/auth-token`;
    account = await dana('POST', path, { authToken }, { 'if-match': '"1"' });
    expect(account.validation).toMatchObject({ outcome: 'bad-credentials', isCurrent: false });
    expect(await ask('validate')).toMatchObject({ outcome: 'ok', ofVersion: 2, numbers: [{ fault: 'not-set' }] });
    await shownWith('the account is valid', ({ validation }) => validation?.outcome === 'ok' && validation.isCurrent);
  });

  it('lists the number as one that is known', async () => {
    const { items } = await dana<NumberCandidatesView>('POST', `/api/gateway/accounts/${accountId}/import`);
    expect(items).toEqual([{ number, type: 'long-code', friendlyName: 'Second line', isKnown: true, accountId }]);
  });

  it('connects it: Twilio has our addresses, and health is well', async () => {
    expect(await ask('connect')).toMatchObject({ outcome: 'ok', numbers: [{ number, outcome: 'ok' }] });
    const { smsUrl, smsMethod, smsFallbackUrl } = product.twilio.number(number);
    expect([smsUrl.split('#')[0], smsMethod, smsFallbackUrl.split('#')[0]]).toEqual([
      account.callback?.messages,
      'POST',
      account.callback?.fallback,
    ]);
    expect(await ask('health')).toMatchObject({ outcome: 'ok', advice: null });
    await shownWith('the number is well', ({ numbers }) => numbers[0]!.check?.outcome === 'ok');
  });

  it('names the fault when somebody changes it at Twilio', async () => {
    product.twilio.configureNumber(number, { smsUrl: 'https://elsewhere.example/sms' });
    expect(await ask('health')).toMatchObject({
      outcome: 'webhook-mismatch',
      numbers: [{ fault: 'other-url', found: 'https://elsewhere.example/sms' }],
    });
    const { numbers, validation } = await shownWith(
      'the number shows it',
      (view) => view.numbers[0]!.check?.outcome === 'webhook-mismatch',
    );
    expect([numbers[0]!.check!.fault, validation!.outcome]).toEqual(['other-url', 'ok']);
    await ask('connect');
  });

  it('is connected with the first text, though no channel has the number yet', async () => {
    expect((await shown()).numbers[0]!.connectedAt).toBeNull();
    await product.twilio.text({ from: customer, to: number, body: 'Is anybody there?' });
    const { numbers } = await shownWith('the number is connected', (view) => view.numbers[0]!.connectedAt !== null);
    expect(numbers[0]).toMatchObject({ check: { outcome: 'ok', isCurrent: true } });
  });

  it('loses nothing while Twilio is down', async () => {
    await product.twilio.refuseConnections();
    expect(await ask('validate')).toMatchObject({ outcome: 'provider-unreachable', numbers: [] });
    await product.twilio.acceptConnections();
    const view = await shownWith('it is said', ({ validation }) => validation?.outcome === 'provider-unreachable');
    expect(view).toMatchObject({ accountSid, numbers: [{ number, check: { outcome: 'ok' } }] });
    expect(await ask('health')).toMatchObject({ outcome: 'ok' });
  });

  it('shows the token to nobody', async () => {
    expect(JSON.stringify([await ask('health'), await shown(), product.log()])).not.toContain(authToken);
  });
});

describe('from an account at Azure to a customer’s text', () => {
  const atAzure = uuid();
  const tollFree = '+18005550199';
  const path = `/api/channel-config/accounts/${atAzure}`;
  const ids = { number: uuid(), workstream: uuid(), channel: uuid() };
  const bring = (url: string, eventType: string, data: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ id: uuid(), eventType, subject: '', data, eventTime: '', dataVersion: '1.0' }]),
    });
  const events = async () => (await dana<EventGridView>('GET', `/api/gateway/accounts/${atAzure}/event-grid`)).events;
  /** The first address, once the gateway has heard of the account. */
  const firstEvents = () => until('the gateway has the account', () => events().catch(() => null));

  it('is set up as every account is, and its address for Event Grid answers the handshake', async () => {
    expect(
      await dana('PUT', path, {
        slug: 'azure',
        name: 'At Azure',
        provider: 'azure',
        accountSid: 'https://parley.communication.azure.com/',
        authToken: `${'k'.repeat(86)}==`,
        numbers: [{ id: ids.number, number: tollFree, type: 'toll-free' }],
      }),
    ).toMatchObject({ provider: 'azure', callback: null, numbers: [{ number: tollFree }] });
    const { queueId } = product.wired;
    await dana('PUT', `/api/channel-config/workstreams/${ids.workstream}`, {
      slug: 'at-azure',
      name: 'At Azure',
      fallbackQueueId: queueId,
    });
    const channel = { slug: 'azure-line', name: 'Azure line', numberId: ids.number, language: 'en-US' };
    expect(
      await dana('PUT', `/api/channel-config/channels/${ids.channel}`, { ...channel, workstreamId: ids.workstream }),
    ).toMatchObject({ inboundUrl: null, number: tollFree });
    const answer = await bring(await firstEvents(), 'Microsoft.EventGrid.SubscriptionValidationEvent', {
      validationCode: 'a-code',
    });
    expect(await answer.json()).toEqual({ validationResponse: 'a-code' });
  });

  it('has the address believed for a while when the access key was replaced', async () => {
    const before = await events();
    await dana('POST', `${path}/auth-token`, { authToken: `${'n'.repeat(86)}==` }, { 'if-match': '"1"' });
    await until('there is another address', async () => (await events()) !== before);
    const text = { messageId: 'Incoming_1', from: customer, to: tollFree, message: 'Hello from Azure' };
    const sent = { ...text, receivedTimestamp: new Date().toISOString() };
    expect((await bring(before, 'Microsoft.Communication.SMSReceived', sent)).status).toBe(200);
    const sofia = await product.as('sofia');
    await until('there is a conversation', async () => {
      const { items } = await sofia<{ items: { channelId: string }[] }>('GET', '/api/conversations?view=ongoing');
      return items.some(({ channelId }) => channelId === ids.channel);
    });
  });

  it('names the credentials that cannot be ones of Azure', async () => {
    const account = { slug: 'wrong', name: 'Wrong', provider: 'azure', accountSid, authToken: 'no-access-key' };
    const wrong = { ...account, numbers: [{ id: uuid(), number: '+18005550188', type: 'toll-free' }] };
    await expect(dana('PUT', `/api/channel-config/accounts/${uuid()}`, wrong)).rejects.toThrow(
      /accountSid.*endpoint.*authToken.*access key/s,
    );
    const shown = await dana<AccountView>('GET', path);
    await expect(
      dana('POST', `${path}/auth-token`, { authToken: 'no-access-key' }, { 'if-match': `"${shown.version}"` }),
    ).rejects.toThrow(/authToken/);
  });
});
