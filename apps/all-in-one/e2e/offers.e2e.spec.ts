import type { AgentView, OfferView } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { Refused } from '#tools/product/set-up';

let product: RunningProduct;
beforeAll(async () => {
  product = await aProduct({ offerSeconds: 5 });
}, 120_000);
afterAll(() => product?.stop(), 30_000);

const away = async (...subjects: string[]) => {
  for (const subject of subjects)
    await (
      await product.as(subject)
    )('PUT', '/api/routing/agents/me/presence', { presence: 'away' });
};
let nextCustomer = 5_560_100;
const aCustomer = () => `+1425${nextCustomer++}`;

describe('an offer', () => {
  it('that is declined goes to somebody else', async () => {
    const [lena, diego] = [deskOf(await product.ready('lena')), deskOf(await product.ready('diego'))];
    await away('noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const [first, offer] = await until('one of them is offered it', async () => {
      for (const desk of [lena, diego]) {
        const found = (await desk.offers()).find((standing) => standing.customer === customer);
        if (found) return [desk, found] as const;
      }
      return null;
    });
    const other = first === lena ? diego : lena;
    await first.call('POST', `/api/routing/offers/${offer.id}/reject`);
    expect(await other.offered(customer)).toMatchObject({ state: 'offered' });
    expect(await other.accept(customer)).toMatchObject({ status: 'active' });
    expect((await first.offers()).filter((standing) => standing.customer === customer)).toEqual([]);
  });

  it('that nobody answers in time goes back into the queue and on to somebody else', async () => {
    const [lena, diego] = [deskOf(await product.ready('lena')), deskOf(await product.ready('diego'))];
    await away('noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const holder = await until('one of them is offered it', async () => {
      for (const desk of [lena, diego])
        if ((await desk.offers()).some((standing) => standing.customer === customer)) return desk;
      return null;
    });
    const other = holder === lena ? diego : lena;
    const offer = await until(
      'the other one is offered it',
      async () => {
        await other.call('POST', '/api/routing/agents/me/beat', { showing: [] });
        await holder.call('POST', '/api/routing/agents/me/beat', { showing: [] });
        return (await other.offers()).find((standing) => standing.customer === customer);
      },
      { withinMs: 15_000 },
    );
    await other.call('POST', `/api/routing/offers/${offer.id}/accept`);
  }, 30_000);

  it('is never one too many: twenty clicks at once make one handler, and the others are told', async () => {
    const lena = deskOf(await product.ready('lena'));
    await away('diego', 'noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const offer: OfferView = await lena.offered(customer);
    const before = (await lena.call<AgentView>('GET', '/api/routing/agents/me')).capacity.used;
    const clicks = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        lena.call('POST', `/api/routing/offers/${offer.id}/${index % 2 === 0 ? 'accept' : 'reject'}`),
      ),
    );
    const refused = clicks.flatMap((click) =>
      click.status === 'rejected' && click.reason instanceof Refused ? [click.reason.problem.code] : [],
    );
    expect(refused.length).toBe(10);
    expect(new Set(refused).size).toBe(1);
    const after = (await lena.call<AgentView>('GET', '/api/routing/agents/me')).capacity.used;
    expect([before, before - 1]).toContain(after);
  });

  it('is not another agent’s to answer', async () => {
    const lena = deskOf(await product.ready('lena'));
    await away('diego', 'noor');
    const customer = aCustomer();
    await product.text(customer, 'Hello');
    const offer = await lena.offered(customer);
    const diego = await product.as('diego');
    await expect(diego('POST', `/api/routing/offers/${offer.id}/accept`)).rejects.toBeInstanceOf(Refused);
    expect(await lena.accept(customer)).toMatchObject({ status: 'active' });
  });
});
