import type { AccountView, MessageView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';

let product: RunningProduct;
let lena: ReturnType<typeof deskOf>;
let dana: Awaited<ReturnType<RunningProduct['as']>>;
let conversationId: string;
let account: string;
const customer = '+14255550100';

beforeAll(async () => {
  product = await aProduct();
  lena = deskOf(await product.ready('lena'));
  dana = await product.as('dana');
  account = `/api/channel-config/accounts/${product.wired.accountId}`;
  await product.text(customer, 'Hello');
  conversationId = (await lena.accept(customer)).id;
}, 120_000);
afterAll(() => product?.stop(), 30_000);

/** The customer writes and is answered: both ways work. */
async function talk(words: string): Promise<MessageView> {
  expect(await product.text(customer, words)).toMatchObject({ status: 200 });
  const { id } = await lena.reply(conversationId, `You said: ${words}`);
  return lena.delivery(conversationId, id, 'delivered');
}
const rotate = async (authToken: string, graceHours?: number) => {
  const { version } = await dana<AccountView>('GET', account);
  return dana<AccountView>('POST', `${account}/auth-token`, { authToken, graceHours }, { 'if-match': `"${version}"` });
};

describe('changing the token at Twilio and here, one after the other (product.md 45, scenario 32)', () => {
  it('interrupts nothing: texts come and go before, between and after', async () => {
    await talk('before');
    const next = product.twilio.createSecondaryToken();
    await talk('with a second token at Twilio');
    const { authToken } = await rotate(next);
    expect(authToken.previousValidUntil).not.toBeNull();
    await talk('with the new token here, while the old one still signs');
    expect(product.twilio.rotateToken()).toBe(next);
    await talk('with the new token on both sides');
    const bodies = (await lena.thread(conversationId)).map(({ body }) => body);
    expect(bodies).toHaveLength(9);
  });

  it('ends what the old token may do when it leaked: nothing that it signed is believed', async () => {
    const next = product.twilio.createSecondaryToken();
    expect((await rotate(next, 0)).authToken.previousValidUntil).toBeNull();
    await until('the old one is refused', async () => {
      const { status } = await product.text(customer, 'signed with the old one');
      return status === 403;
    });
    product.twilio.rotateToken();
    await talk('signed with the new one');
  });
});
