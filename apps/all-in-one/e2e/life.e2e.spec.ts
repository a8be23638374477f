import { v7 as uuid } from 'uuid';
import type { ConversationView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';

let product: RunningProduct;
beforeAll(async () => {
  product = await aProduct({ speaksByItself: true });
}, 120_000);
afterAll(() => product?.stop(), 30_000);

const aCustomer = (() => {
  let n = 0;
  return () => `+1425555${String(3000 + (n += 1))}`;
})();
/** What our number sent to this customer, oldest first. */
const phone = (customer: string) =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);

describe('a conversation from its first text to its end', () => {
  it('goes on, waits, comes back, ends, and the next one knows it (scenarios 2 to 5)', async () => {
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    await until('the customer is told who is there', () =>
      phone(customer).some((body) => body.endsWith('is here for you now.')),
    );
    await product.text(customer, 'And another thing');
    await until('it is appended', async () => (await lena.conversation(id)).unread >= 2);

    expect((await lena.call<ConversationView>('POST', `/api/conversations/${id}/close`)).status).toBe('waiting');
    await product.text(customer, 'I am back');
    expect((await lena.accept(customer)).id).toBe(id);
    const ended = await lena.call<ConversationView>('POST', `/api/conversations/${id}/end`);
    expect(ended).toMatchObject({ status: 'wrap-up', wrapUpEndsAt: expect.any(String) });
    await until('the customer is told of the end', () =>
      phone(customer).some((body) => body.includes('has ended the conversation')),
    );

    await product.text(customer, 'One more question');
    const { id: offerId } = await lena.offered(customer);
    await lena.call('POST', `/api/routing/offers/${offerId}/accept`);
    const next = await until('it is taken', async () =>
      (await lena.mine()).find((one) => one.customer === customer && one.status === 'active' && one.accepted),
    );
    expect(next).toMatchObject({ previousConversationId: id });
    await lena.call('POST', `/api/conversations/${id}/close`);
    expect((await lena.conversation(id)).status).toBe('closed');
    await lena.call('POST', `/api/conversations/${next.id}/end`);
    await lena.call('POST', `/api/conversations/${next.id}/close`);
  }, 60_000);

  it('is watched, joined and closed by a supervisor, and nobody else (scenario 24)', async () => {
    const customer = aCustomer();
    const lena = deskOf(await product.ready('lena'));
    const sofia = deskOf(await product.as('sofia'));
    await product.text(customer, 'Hello');
    const { id } = await lena.accept(customer);
    await sofia.call('POST', `/api/conversations/${id}/monitor`);
    await sofia.call('POST', `/api/conversations/${id}/join`);
    await sofia.reply(id, 'I am here as well', uuid());
    await until('the customer reads it', () => phone(customer).includes('I am here as well'));
    expect((await lena.thread(id)).map(({ body }) => body)).toContain('Sofia Lindgren has joined the conversation.');
    await sofia.call('POST', `/api/conversations/${id}/force-close`);
    expect((await lena.conversation(id)).status).toBe('closed');
  }, 60_000);
});
