import { v7 as uuid } from 'uuid';
import type { ChannelView, ConversationView, MediaLinkView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { Refused } from '#tools/product/set-up';

let product: RunningProduct;
let lena: ReturnType<typeof deskOf>;
let sofia: Awaited<ReturnType<RunningProduct['as']>>;
beforeAll(async () => {
  product = await aProduct();
  lena = deskOf(await product.ready('lena'));
  sofia = await product.as('sofia');
}, 120_000);
afterAll(() => product?.stop(), 30_000);

const ongoing = async (customer: string) =>
  (await sofia<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200')).items.filter(
    (conversation) => conversation.customer === customer,
  );
const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refused ? error.problem.code : Promise.reject(error)),
  );
const optedOut = (id: string, isOut: boolean) =>
  until(`the desk ${isOut ? 'knows that the customer opted out' : 'may write again'}`, async () => {
    const conversation = await lena.conversation(id);
    return (conversation.optedOut != null) === isOut && conversation;
  });
const onPhone = (customer: string) =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);

describe('STOP and START (product.md 45, scenario 26)', () => {
  const customer = '+14255550100';

  it('open no conversation where there is none', async () => {
    for (const word of ['STOP', 'Help', 'start'])
      expect(await product.text('+14255550199', word)).toMatchObject({ status: 200 });
    await product.text('+14255550199', 'Hello after all');
    const { id } = await lena.accept('+14255550199');
    const theirs = (await lena.thread(id)).filter(({ direction }) => direction === 'in');
    expect(theirs.map(({ body }) => body)).toEqual(['Hello after all']);
    expect(await ongoing('+14255550199')).toHaveLength(1);
  });

  it('stop every text of an agent in an ongoing conversation, and let them leave again', async () => {
    await product.text(customer, 'Where is my parcel?');
    const { id } = await lena.accept(customer);
    const first = await lena.reply(id, 'On its way.');
    await lena.delivery(id, first.id, 'delivered');

    await product.text(customer, 'Stop');
    await optedOut(id, true);
    expect(await code(lena.reply(id, 'Are you sure?'))).toBe('opted-out');
    expect((await lena.thread(id)).map(({ body }) => body)).toEqual([
      'Where is my parcel?',
      'On its way.',
      'Stop',
      'The customer opted out with STOP.',
    ]);

    await product.text(customer, 'START');
    await optedOut(id, false);
    const again = await lena.reply(id, 'Welcome back.');
    await lena.delivery(id, again.id, 'delivered');
    expect(onPhone(customer)).toContain('Welcome back.');
    expect(onPhone(customer)).not.toContain('Are you sure?');
  });

  it('are known here also when only Twilio heard of them (21610)', async () => {
    const other = '+14255550101';
    await product.text(other, 'Hello');
    const { id } = await lena.accept(other);
    product.twilio.fault({ kind: 'refuse', code: 21610, customer: other, next: 1 });
    const refused = await lena.reply(id, 'Good morning');
    await lena.delivery(id, refused.id, 'failed');
    expect((await optedOut(id, true)).optedOut).toMatchObject({ source: 'provider-error' });
    expect(await code(lena.reply(id, 'Once more'))).toBe('opted-out');
  });
});

describe('a blocked number (product.md 45, scenario 27)', () => {
  const customer = '+14255550102';
  const path = `/api/gateway/blocked-numbers/${encodeURIComponent(customer)}`;

  it('reaches nobody, is kept for whoever looks, and gets nothing, until it is let in again', async () => {
    const dana = await product.as('dana');
    await dana('PUT', path, { comment: 'Threats' });
    expect(await product.text(customer, 'You will regret this')).toMatchObject({ status: 200 });
    // what came after it is through the same way, and was offered
    await product.text('+14255550103', 'Good morning');
    await lena.accept('+14255550103');
    expect(await ongoing(customer)).toEqual([]);
    const { items } = await dana<{ items: { body: string }[] }>('GET', `${path}/texts`);
    expect(items).toMatchObject([{ body: 'You will regret this' }]);
    expect(onPhone(customer)).toEqual([]);

    await dana('POST', `${path}/unblock`, { comment: 'Apologised' });
    await product.text(customer, 'I am sorry');
    const { id } = await lena.accept(customer);
    const theirs = (await lena.thread(id)).filter(({ direction }) => direction === 'in');
    expect(theirs.map(({ body }) => body)).toEqual(['I am sorry']);
  });
});

describe('files of texts (product.md 45, scenario 25)', () => {
  const customer = '+14255550104';
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const pictureOf = (body: string) =>
    product.twilio.text({
      from: customer,
      to: product.wired.number,
      body,
      media: [{ contentType: 'image/png', bytes: png }],
    });
  const filesOf = async (id: string, body: string) => (await lena.thread(id)).find((text) => text.body === body)!;

  it('do not come in where they are not allowed, and the text does', async () => {
    await pictureOf('What is this?');
    const { id } = await lena.accept(customer);
    const { media } = await until('the text is there', async () => filesOf(id, 'What is this?'));
    expect(media).toMatchObject([{ state: 'refused', reason: 'not-allowed' }]);
  });

  it('come in and go out where they are, though Twilio gives files to nobody without credentials', async () => {
    const dana = await product.as('dana');
    const { channelId } = product.wired;
    const path = `/api/channel-config/channels/${channelId}`;
    const { slug, name, workstreamId, numberId, language, settings, version } = await dana<ChannelView>('GET', path);
    const attachments = { enabled: true, customers: true, agents: true };
    const changed = { slug, name, workstreamId, numberId, language, settings: { ...settings, attachments } };
    await dana('PUT', path, changed, { 'if-match': `"${version}"` });

    const [{ id }] = (await ongoing(customer)) as [ConversationView];
    await until('pictures are let in', async () => {
      await pictureOf('And this?');
      const texts = (await lena.thread(id)).filter(({ body }) => body === 'And this?');
      return texts.some(({ media }) => media[0] && media[0].state !== 'refused');
    });
    const text = await until('the picture is here', async () =>
      (await lena.thread(id)).find(({ media }) => media[0]?.state === 'stored'),
    );
    expect(text.media).toMatchObject([{ contentType: 'image/png', size: png.length }]);
    const links = `/api/conversations/${id}/messages/${text.id}/media`;
    const { items } = await lena.call<{ items: MediaLinkView[] }>('GET', links);
    const seen = await fetch(product.baseUrl + items[0]!.url);
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(png);

    const [mediaId, messageId] = [uuid(), uuid()];
    const form = new FormData();
    form.append('file', new File([png], 'label.png'));
    const upload = await fetch(
      `${product.baseUrl}/api/gateway/media/${mediaId}?conversationId=${id}&channelId=${channelId}`,
      { method: 'PUT', body: form, headers: { authorization: `Bearer ${await product.token('lena')}` } },
    );
    expect(upload.status).toBe(200);
    await lena.call('PUT', `/api/conversations/${id}/messages/${messageId}`, {
      body: 'Your label',
      mediaIds: [mediaId],
    });
    await lena.delivery(id, messageId, 'delivered');
    const received = await product.twilio.phone(customer).received('Your label');
    expect(received.media).toMatchObject([{ contentType: 'image/png' }]);
  });
});
