import { HandClock } from './index.ts';
import { amara, aSimulator, authToken, jonas, line, sid } from './testing/a-simulator.ts';
import { aReceiver } from './testing/receiver.ts';
import { sdkFor } from './testing/sdk.ts';

let simulator: Awaited<ReturnType<typeof aSimulator>>;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
let sdk: ReturnType<typeof sdkFor>;

beforeEach(async () => {
  receiver = await aReceiver();
  simulator = await aSimulator({
    account: {
      apiKeys: [
        { sid: `SK${'1'.repeat(32)}`, secret: 'main secret', kind: 'main' },
        { sid: `SK${'2'.repeat(32)}`, secret: 'standard secret' },
      ],
      services: [{ sid: `MG${'1'.repeat(32)}`, numbers: [line] }],
    },
  });
  sdk = sdkFor(simulator.url, sid, authToken);
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

/** What the SDK throws for a refusal. */
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, status, moreInfo }: { code: number; status: number; moreInfo: string }) => ({ code, status, moreInfo }),
  );
const authorization = `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}`;
const get = (path: string, headers: Record<string, string> = { authorization }) =>
  fetch(`${simulator.url}${path}`, { headers, redirect: 'manual' });

describe('the SDK', () => {
  it('sends a text, which arrives on the phone', async () => {
    const sent = await sdk.messages.create({ from: line, to: amara, body: 'Hello Amara' });
    expect(sent).toMatchObject({
      status: 'queued',
      direction: 'outbound-api',
      numSegments: '1',
      errorCode: null,
      body: 'Hello Amara',
    });
    expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(sent.dateSent).toBeFalsy();
    await expect(simulator.control.phone(amara).received('Hello Amara')).resolves.toMatchObject({
      number: line,
      sid: sent.sid,
    });
    await simulator.control.idle();
    const now = await sdk.messages(sent.sid).fetch();
    expect(now).toMatchObject({ status: 'delivered', from: line, to: amara });
    expect(now.dateSent).toBeInstanceOf(Date);
  });

  it('reads the account, with SID and token or with a main key', async () => {
    await expect(sdk.api.v2010.accounts(sid).fetch()).resolves.toMatchObject({
      sid,
      status: 'active',
      friendlyName: 'Demo account',
    });
    const main = sdkFor(simulator.url, `SK${'1'.repeat(32)}`, 'main secret', { accountSid: sid });
    await expect(main.api.v2010.accounts(sid).fetch()).resolves.toMatchObject({ sid });
    const standard = sdkFor(simulator.url, `SK${'2'.repeat(32)}`, 'standard secret', { accountSid: sid });
    await expect(refused(standard.api.v2010.accounts(sid).fetch())).resolves.toMatchObject({
      code: 20003,
      status: 401,
    });
    await expect(standard.messages.list({ limit: 1 })).resolves.toEqual([]);
  });

  it('finds a number, sets its webhook and reads it back', async () => {
    const [found] = await sdk.incomingPhoneNumbers.list({ phoneNumber: line });
    expect(found).toMatchObject({ phoneNumber: line, smsUrl: '', capabilities: { sms: true, mms: true } });
    await sdk.incomingPhoneNumbers(found!.sid).update({
      smsUrl: `${receiver.url}/in#rc=2`,
      smsMethod: 'POST',
      smsFallbackUrl: `${receiver.url}/fallback`,
      smsFallbackMethod: 'GET',
    });
    await expect(sdk.incomingPhoneNumbers(found!.sid).fetch()).resolves.toMatchObject({
      smsUrl: `${receiver.url}/in#rc=2`,
      smsFallbackUrl: `${receiver.url}/fallback`,
      smsFallbackMethod: 'GET',
    });
    await simulator.control.text({ from: amara, to: line, body: 'Hi' });
    expect(receiver.at('/in')).toHaveLength(1);
  });

  it('changes nothing of a number when one of its addresses is wrong', async () => {
    const [found] = await sdk.incomingPhoneNumbers.list();
    const number = sdk.incomingPhoneNumbers(found!.sid);
    const update = number.update({ smsUrl: `${receiver.url}/in`, smsFallbackUrl: 'javascript:alert(1)' });
    await expect(refused(update)).resolves.toMatchObject({ code: 21402, status: 400 });
    await expect(refused(number.update({ smsMethod: 'PUT' }))).resolves.toMatchObject({ code: 21403 });
    await expect(sdk.incomingPhoneNumbers(found!.sid).fetch()).resolves.toMatchObject({ smsUrl: '' });
  });

  it.each([
    ['the wrong token', (url: string) => sdkFor(url, sid, 'wrong').messages.list({ limit: 1 }), 20003, 401],
    ['a text that is not there', () => sdk.messages(`SM${'0'.repeat(32)}`).fetch(), 20404, 404],
    ['a number that is not there', () => sdk.incomingPhoneNumbers(`PN${'0'.repeat(32)}`).fetch(), 20404, 404],
    ['a recipient that is no number', () => sdk.messages.create({ from: line, to: '0800', body: 'Hi' }), 21211, 400],
    ['a sender that is not ours', () => sdk.messages.create({ from: jonas, to: amara, body: 'Hi' }), 21606, 400],
    ['no text', () => sdk.messages.create({ from: line, to: amara, body: '' }), 21602, 400],
    ['no sender', () => sdk.messages.create({ to: amara, body: 'Hi' }), 21603, 400],
    ['no recipient', () => sdk.messages.create({ to: '', from: line, body: 'Hi' }), 21604, 400],
    ['too long a text', () => sdk.messages.create({ from: line, to: amara, body: 'x'.repeat(1_601) }), 21617, 400],
  ])('learns of %s', async (_what, ask, code, status) => {
    const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
    await expect(refused(ask(simulator.url))).resolves.toEqual({ code, status, moreInfo });
  });

  it('empties the body of a text and deletes it', async () => {
    const sent = await sdk.messages.create({ from: line, to: amara, body: 'Secret' });
    await simulator.control.idle();
    await expect(sdk.messages(sent.sid).update({ body: '' })).resolves.toMatchObject({ body: '', status: 'delivered' });
    await expect(refused(sdk.messages(sent.sid).update({ body: 'Other' }))).resolves.toMatchObject({ code: 20001 });
    await expect(sdk.messages(sent.sid).remove()).resolves.toBe(true);
    await expect(refused(sdk.messages(sent.sid).fetch())).resolves.toMatchObject({ code: 20404 });
  });

  it('cancels a text that is scheduled, and no other', async () => {
    const messagingServiceSid = `MG${'1'.repeat(32)}`;
    const sendAt = new Date(Date.now() + 20 * 60_000);
    const later = await sdk.messages.create({
      messagingServiceSid,
      to: amara,
      body: 'Later',
      scheduleType: 'fixed',
      sendAt,
    });
    expect(later).toMatchObject({ status: 'scheduled', numSegments: '0', messagingServiceSid });
    await expect(sdk.messages(later.sid).update({ status: 'canceled' })).resolves.toMatchObject({ status: 'canceled' });
    const now = await sdk.messages.create({ messagingServiceSid, to: amara, body: 'Now' });
    expect(now.status).toBe('accepted');
    await expect(refused(sdk.messages(now.sid).update({ status: 'canceled' }))).resolves.toMatchObject({ code: 30409 });
  });
});

describe('the message list', () => {
  it('is read page by page, newest first, and shifts nothing when texts arrive meanwhile', async () => {
    for (let count = 1; count <= 5; count += 1)
      await sdk.messages.create({ from: line, to: amara, body: `Text ${count}` });
    const first = await sdk.messages.page({ pageSize: 2 });
    await sdk.messages.create({ from: line, to: amara, body: 'Text 6' });
    const second = await first.nextPage();
    const third = await second!.nextPage();
    const bodies = [first, second!, third!].flatMap(({ instances }) => instances.map(({ body }) => body));
    expect(bodies).toEqual(['Text 5', 'Text 4', 'Text 3', 'Text 2', 'Text 1']);
    expect(third!.nextPageUrl).toBeUndefined();
    expect((await third!.previousPage())!.instances.map(({ body }) => body)).toEqual(['Text 3', 'Text 2']);
    await expect(sdk.messages.list({ pageSize: 2, limit: 100 })).resolves.toHaveLength(6);
  });

  it('can be asked for one party, one day, before and after a second', async () => {
    await sdk.messages.create({ from: line, to: amara, body: 'To Amara' });
    await sdk.messages.create({ from: line, to: jonas, body: 'To Jonas' });
    await simulator.control.text({ from: jonas, to: line, body: 'From Jonas' });
    await simulator.control.idle();
    const bodies = async (query: Parameters<typeof sdk.messages.list>[0]) =>
      (await sdk.messages.list(query)).map(({ body }) => body);
    await expect(bodies({ to: jonas })).resolves.toEqual(['To Jonas']);
    await expect(bodies({ from: jonas })).resolves.toEqual(['From Jonas']);
    await expect(bodies({ to: line, from: amara })).resolves.toEqual([]);
    const soon = new Date(Date.now() + 60_000);
    const before = new Date(Date.now() - 60_000);
    await expect(bodies({ dateSent: new Date(), dateSentBefore: before })).resolves.toEqual([]);
    await expect(bodies({ dateSentAfter: before, dateSentBefore: soon })).resolves.toHaveLength(3);
    await expect(bodies({ dateSentAfter: soon })).resolves.toEqual([]);
    const today = await get(
      `/2010-04-01/Accounts/${sid}/Messages.json?DateSent=${new Date().toISOString().slice(0, 10)}`,
    );
    expect(((await today.json()) as { messages: unknown[] }).messages).toHaveLength(3);
    await expect(get(`/2010-04-01/Accounts/${sid}/Messages.json?DateSent=soon`)).resolves.toMatchObject({
      status: 400,
    });
    await expect(get(`/2010-04-01/Accounts/${sid}/Messages.json?PageToken=PASM1`)).resolves.toMatchObject({
      status: 400,
    });
  });

  it('holds texts of customers whether or not anybody took them', async () => {
    await simulator.control.text({ from: amara, to: line, body: 'Nobody listens' });
    const [message] = await sdk.messages.list();
    expect(message).toMatchObject({ direction: 'inbound', status: 'received', body: 'Nobody listens', from: amara });
  });

  it('shows late ones when their time has come, also between the pages of somebody who reads it', async () => {
    await simulator.stop();
    const clock = new HandClock();
    simulator = await aSimulator({ clock });
    sdk = sdkFor(simulator.url, sid, authToken);
    for (const body of ['1', '2', '3']) await simulator.control.text({ from: amara, to: line, body });
    simulator.control.fault({ kind: 'list-late', ms: 5_000, next: 1 });
    await simulator.control.text({ from: amara, to: line, body: 'late' });
    const page = await sdk.messages.page({ pageSize: 2 });
    expect(page.instances.map(({ body }) => body)).toEqual(['3', '2']);
    clock.pass(5_000);
    const rest = await page.nextPage();
    expect(rest!.instances.map(({ body }) => body)).toEqual(['1']);
    expect((await sdk.messages.list()).map(({ body }) => body)).toEqual(['late', '3', '2', '1']);
  });

  it('knows days only when it is told to', async () => {
    await simulator.stop();
    simulator = await aSimulator({ clock: new HandClock(new Date('2026-01-05T09:00:00Z')) });
    sdk = sdkFor(simulator.url, sid, authToken);
    await simulator.control.text({ from: amara, to: line, body: 'Early' });
    const noon = { dateSentAfter: new Date('2026-01-05T12:00:00Z'), dateSentBefore: new Date('2026-01-05T13:00:00Z') };
    expect(await sdk.messages.list(noon)).toEqual([]);
    simulator.control.fault({ kind: 'list-by-day' });
    expect(await sdk.messages.list(noon)).toMatchObject([{ body: 'Early' }]);
  });
});

describe('a picture', () => {
  const picture = { contentType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) };

  const aPicture = async () => {
    simulator.control.configureNumber(line, { smsUrl: `${receiver.url}/in` });
    await simulator.control.text({ from: amara, to: line, body: '', media: [picture] });
    const { form } = receiver.at('/in').at(-1)!;
    expect(form).toMatchObject({ NumMedia: '1', MediaContentType0: 'image/png', Body: '' });
    expect(form['MessageSid']).toMatch(/^MM/);
    return new URL(form['MediaUrl0'] as string).pathname;
  };

  it('is fetched with credentials by way of a signed address that takes none', async () => {
    const path = await aPicture();
    const sent = await get(path);
    expect(sent.status).toBe(307);
    expect(sent.headers.get('location')).toMatch(/^\/2010-04-01\/cdn\//);
    const signed = new URL(sent.headers.get('location')!, simulator.url);
    const file = await fetch(signed);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(picture.bytes);
    expect((await fetch(signed, { headers: { authorization } })).status).toBe(400);
    signed.searchParams.set('Expires', '99999999999');
    expect((await fetch(signed)).status).toBe(403);
  });

  it('is nobody’s without credentials', async () => {
    expect((await get(await aPicture(), {})).status).toBe(401);
  });

  it('is in the list of its text', async () => {
    await aPicture();
    const [message] = await sdk.messages.list();
    const [media] = await sdk.messages(message!.sid).media.list();
    expect(media).toMatchObject({ contentType: 'image/png', parentSid: message!.sid });
    await expect(sdk.messages(message!.sid).media(media!.sid).remove()).resolves.toBe(true);
    await expect(sdk.messages(message!.sid).fetch()).resolves.toMatchObject({ numMedia: '0' });
  });

  it('is not there for its first second when it is late', async () => {
    await simulator.stop();
    const clock = new HandClock();
    simulator = await aSimulator({ clock });
    simulator.control.fault({ kind: 'media-late', ms: 1_000, next: 1 });
    const path = await aPicture();
    clock.pass(999);
    expect((await get(path)).status).toBe(404);
    clock.pass(1);
    expect((await get(path)).status).toBe(307);
  });

  it('of ours is fetched before it is sent and shows on the phone', async () => {
    receiver.answerWith(() => ({ type: 'image/gif', body: 'GIF89a' }));
    await sdk.messages.create({ from: line, to: amara, mediaUrl: [`${receiver.url}/a.gif`] });
    const { media } = await simulator.control.phone(amara).received();
    expect(media).toMatchObject([{ contentType: 'image/gif' }]);
  });

  it('of ours that cannot be fetched makes the text fail', async () => {
    receiver.answerWith(() => ({ status: 404 }));
    const sent = await sdk.messages.create({ from: line, to: amara, mediaUrl: [`${receiver.url}/a.gif`] });
    await simulator.control.idle();
    await expect(sdk.messages(sent.sid).fetch()).resolves.toMatchObject({ status: 'failed', errorCode: 11751 });
  });
});

describe('an account', () => {
  it('that is suspended can be read and does nothing else', async () => {
    simulator.control.configureNumber(line, { smsUrl: `${receiver.url}/in` });
    simulator.control.suspend();
    await expect(sdk.api.v2010.accounts(sid).fetch()).resolves.toMatchObject({ status: 'suspended' });
    await expect(refused(sdk.messages.create({ from: line, to: amara, body: 'Hi' }))).resolves.toMatchObject({
      code: 20005,
    });
    await expect(simulator.control.text({ from: amara, to: line, body: 'Hi' })).resolves.toMatchObject({
      isTaken: false,
    });
    simulator.control.activate();
    await expect(sdk.messages.list()).resolves.toEqual([]);
    expect(receiver.got).toEqual([]);
  });

  it('opens for two tokens between making the second and promoting it, and the first signs till then', async () => {
    simulator.control.configureNumber(line, { smsUrl: `${receiver.url}/in` });
    const next = simulator.control.createSecondaryToken();
    await expect(sdkFor(simulator.url, sid, next).messages.list({ limit: 1 })).resolves.toEqual([]);
    await expect(sdk.messages.list({ limit: 1 })).resolves.toEqual([]);
    expect(simulator.control.rotateToken()).toBe(next);
    await expect(refused(sdk.messages.list({ limit: 1 }))).resolves.toMatchObject({ code: 20003 });
    await expect(sdkFor(simulator.url, sid, next).messages.list({ limit: 1 })).resolves.toEqual([]);
  });

  it('that lost a number cannot send from it', async () => {
    simulator.control.removeNumber(line);
    await expect(refused(sdk.messages.create({ from: line, to: amara, body: 'Hi' }))).resolves.toMatchObject({
      code: 21606,
    });
    await expect(sdk.incomingPhoneNumbers.list()).resolves.toEqual([]);
  });

  it('is not opened by another account’s credentials', async () => {
    const other = simulator.control.addAccount({ authToken: 'the other token' });
    const stranger = sdkFor(simulator.url, other.sid, 'the other token', { accountSid: sid });
    await expect(refused(stranger.messages.list({ limit: 1 }))).resolves.toMatchObject({ code: 20003, status: 401 });
  });

  it('may make so many requests at once and no more', async () => {
    const narrow = await aSimulator({ concurrency: 1 });
    narrow.control.fault({ kind: 'hang', ms: 60_000, next: 1 });
    const client = sdkFor(narrow.url, sid, authToken);
    const hanging = client.messages.create({ from: line, to: amara, body: 'First' }).catch(() => 'cut');
    await narrow.control.phone(amara).received('First');
    await expect(refused(client.messages.list({ limit: 1 }))).resolves.toMatchObject({ code: 20429, status: 429 });
    await narrow.stop();
    await expect(hanging).resolves.toBe('cut');
  });
});
