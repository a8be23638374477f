import { v7 as uuid } from 'uuid';
import type { AgentView, ConversationView, QueueView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { Refused } from '#tools/product/set-up';

let product: RunningProduct;
beforeAll(async () => {
  product = await aProduct();
}, 120_000);
afterAll(() => product?.stop(), 30_000);

let nextCustomer = 5_550_100;
const aCustomer = () => `+1425${nextCustomer++}`;
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) =>
      error instanceof Refused ? { status: error.status, code: error.problem.code } : Promise.reject(error),
  );

describe('a customer texts and an agent answers (scenarios 1 and 2)', () => {
  const customer = aCustomer();
  let lena: ReturnType<typeof deskOf>;
  let conversation: ConversationView;
  beforeAll(async () => {
    lena = deskOf(await product.ready('lena'));
  });

  it('offers the text to the agent who is available, with a time that runs out', async () => {
    expect(await product.text(customer, 'Where is my parcel?')).toMatchObject({ status: 200 });
    const offer = await lena.offered(customer);
    expect(offer).toMatchObject({ customer, preview: 'Where is my parcel?', state: 'offered' });
    expect(Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)).toBe(120_000);
  });

  it('makes the conversation the agent’s when the offer is accepted', async () => {
    conversation = await lena.accept(customer);
    expect(conversation).toMatchObject({
      status: 'active',
      unread: 1,
      number: product.wired.number,
      channelName: 'Main',
    });
    expect(await lena.thread(conversation.id)).toMatchObject([
      { direction: 'in', body: 'Where is my parcel?', delivery: null },
    ]);
  });

  it('carries the answer to the phone, from the number that was texted, and shows it delivered', async () => {
    const { id } = await lena.reply(conversation.id, 'It arrives tomorrow between 9 and 12.');
    const received = await product.twilio.phone(customer).received('It arrives tomorrow between 9 and 12.');
    expect(received.number).toBe(product.wired.number);
    expect(await lena.delivery(conversation.id, id, 'delivered')).toMatchObject({
      author: { kind: 'agent', name: 'Lena Marsh' },
    });
  });

  it('puts the second text into the same conversation and counts it as unread', async () => {
    await lena.call('POST', `/api/conversations/${conversation.id}/read`);
    await product.text(customer, 'Thank you!');
    const after = await until('the second text is there', async () => {
      const now = await lena.conversation(conversation.id);
      return now.lastText?.body === 'Thank you!' && now;
    });
    expect(after).toMatchObject({ unread: 1, status: 'active', agentId: conversation.agentId });
    expect((await lena.thread(conversation.id)).map(({ body }) => body)).toEqual([
      'Where is my parcel?',
      'It arrives tomorrow between 9 and 12.',
      'Thank you!',
    ]);
  });

  it('sends the same answer once, however often the desk asks', async () => {
    const messageId = uuid();
    const [first, second] = await Promise.all([
      lena.reply(conversation.id, 'Anything else?', messageId),
      lena.reply(conversation.id, 'Anything else?', messageId),
    ]);
    expect(second).toMatchObject({ id: first.id, body: first.body });
    await lena.delivery(conversation.id, messageId, 'delivered');
    expect(
      product.twilio
        .phone(customer)
        .texts()
        .filter(({ body }) => body === 'Anything else?'),
    ).toHaveLength(1);
    expect(await refusal(lena.reply(conversation.id, 'Something else', messageId))).toEqual({
      status: 409,
      code: 'already-exists',
    });
  });

  it('frees the agent when the conversation is ended and closed, and links the next one to it', async () => {
    const me = () => lena.call<AgentView>('GET', '/api/routing/agents/me');
    const used = (await me()).capacity.used;
    await lena.call('POST', `/api/conversations/${conversation.id}/end`);
    expect(await refusal(lena.reply(conversation.id, 'Too late'))).toMatchObject({ status: 409 });
    await lena.call('POST', `/api/conversations/${conversation.id}/close`);
    await until('the capacity is free again', async () => (await me()).capacity.used === used - 1);
    await product.text(customer, 'One more thing');
    const next = await lena.accept(customer);
    expect(next).toMatchObject({ previousConversationId: conversation.id });
    expect(next.id).not.toBe(conversation.id);
  });
});

describe('two first texts at once (scenario 9)', () => {
  it('open one conversation that holds both in their order', async () => {
    const lena = deskOf(await product.ready('lena'));
    const customer = aCustomer();
    const bodies = Array.from({ length: 6 }, (_, index) => `text ${index + 1}`);
    const statuses = await Promise.all(bodies.map((body) => product.text(customer, body)));
    expect(statuses.every(({ status }) => status === 200)).toBe(true);
    const { id } = await lena.accept(customer);
    const thread = await until('all are there', async () => {
      const texts = await lena.thread(id);
      return texts.length === bodies.length && texts;
    });
    expect(thread.map(({ body }) => body).sort()).toEqual(bodies);
    const positions = thread.map(({ at, position }) => `${at} ${String(position).padStart(12, '0')}`);
    expect(positions).toEqual(positions.toSorted());
  });
});

describe('the same text twice (scenario 10)', () => {
  it('is one text, whether at once or later', async () => {
    const lena = deskOf(await product.ready('lena'));
    const customer = aCustomer();
    product.twilio.fault({ kind: 'webhook-at-once', times: 5, customer, next: 1 });
    await product.text(customer, 'Only once');
    product.twilio.fault({ kind: 'webhook-again', ms: 5, customer, next: 1 });
    await product.text(customer, 'And this once');
    const { id } = await lena.accept(customer);
    await until('both are there', async () => (await lena.thread(id)).length >= 2);
    await product.text(customer, 'The end');
    const thread = await until('the end is there', async () => {
      const texts = await lena.thread(id);
      return texts.some(({ body }) => body === 'The end') && texts;
    });
    expect(thread.map(({ body }) => body)).toEqual(['Only once', 'And this once', 'The end']);
  });
});

describe('a text with a signature that is not Twilio’s (scenario 11)', () => {
  it('is refused with 403 and leaves nothing behind', async () => {
    const customer = aCustomer();
    product.twilio.fault({ kind: 'bad-signature', customer, next: 2 });
    expect(await product.text(customer, 'Believe me')).toMatchObject({ status: 403 });
    const sofia = await product.as('sofia');
    const { items } = await sofia<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200');
    expect(items.filter((conversation) => conversation.customer === customer)).toEqual([]);
  });
});

describe('what Twilio does to an answer', () => {
  const answer = async (fault: Parameters<typeof product.twilio.fault>[0], state: string) => {
    const lena = deskOf(await product.ready('lena'));
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    product.twilio.fault({ ...fault, customer } as typeof fault);
    const written = await lena.reply(id, 'Good morning');
    const message = await lena.delivery(id, written.id, state);
    const onPhone = product.twilio.phone(customer).texts().length;
    await lena.call('POST', `/api/conversations/${id}/end`);
    await lena.call('POST', `/api/conversations/${id}/close`);
    return { message, onPhone };
  };

  it.each([
    ['all callbacks come before the answer', { kind: 'callback-first' }],
    ['every callback comes twice', { kind: 'callback-twice' }],
    ['the callbacks come last first', { kind: 'callback-out-of-order' }],
    ['callbacks carry parameters nobody knows', { kind: 'extra-parameters' }],
    ['it is busy at first', { kind: 'refuse', code: 20429, next: 1 }],
    ['it answers 500 after it accepted', { kind: 'server-error', next: 1 }],
  ] as const)('ends as delivered, once, when %s', async (_when, fault) => {
    const { message, onPhone } = await answer(fault, 'delivered');
    expect(message.delivery).toMatchObject({ state: 'delivered', errorCode: null });
    expect(onPhone).toBe(1);
  });

  it.each([
    ['the carrier filters it', { kind: 'outcome', status: 'undelivered', code: 30007 }, 'undelivered', 'filtered'],
    ['the phone is a landline', { kind: 'outcome', status: 'undelivered', code: 30006 }, 'undelivered', 'landline'],
    ['the customer opted out', { kind: 'refuse', code: 21610, next: 1 }, 'failed', 'opted-out'],
    ['the number does not exist', { kind: 'refuse', code: 21211, next: 1 }, 'failed', 'bad-number'],
  ] as const)('says why when %s', async (_when, fault, state, reason) => {
    expect((await answer(fault, state)).message.delivery).toMatchObject({ state, reason });
  });
});

describe('nobody is available', () => {
  it('lets the text wait in its queue, and offers it to the first who comes', async () => {
    for (const subject of ['lena', 'diego', 'noor']) {
      await (
        await product.as(subject)
      )('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
    }
    const customer = aCustomer();
    await product.text(customer, 'Anybody there?');
    const sofia = await product.as('sofia');
    await until('the queue has it', async () => {
      const { items } = await sofia<{ items: QueueView[] }>('GET', '/api/routing/queues');
      return items.some(({ waiting }) => waiting === 1);
    });
    const noor = deskOf(await product.ready('noor'));
    expect(await noor.accept(customer)).toMatchObject({ status: 'active' });
  });
});

describe('the product stopped and started again', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'has everything that was there before (%s)',
    async (signal) => {
      const before = deskOf(await product.ready('diego'));
      for (const subject of ['lena', 'noor']) {
        await (
          await product.as(subject)
        )('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
      }
      const customer = aCustomer();
      await product.text(customer, 'Still there?');
      const { id } = await before.accept(customer);
      await product.restart(signal);
      const diego = deskOf(await product.ready('diego'));
      expect((await diego.mine()).map((conversation) => conversation.id)).toContain(id);
      const { id: reply } = await diego.reply(id, 'Still here.');
      await diego.delivery(id, reply, 'delivered');
    },
    60_000,
  );
});
