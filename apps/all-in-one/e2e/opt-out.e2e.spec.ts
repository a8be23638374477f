import type { ConversationView } from '#contracts';
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
