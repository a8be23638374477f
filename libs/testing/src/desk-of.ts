import type { ConversationView, MessageView, OfferView } from '#contracts';
import { v7 as uuid } from 'uuid';
import type { Call } from '#tools/product/set-up';
import { until } from './until.ts';

interface List<Item> {
  readonly items: readonly Item[];
}

/** Somebody whose desk is silent for 15 s is gone. */
const beatEveryMs = 5_000;

/** What an agent does at the desk, over HTTP. */
export const deskOf = (call: Call) => {
  const offers = async () => (await call<List<OfferView>>('GET', '/api/routing/agents/me/offers')).items;
  const mine = async () => (await call<List<ConversationView>>('GET', '/api/conversations?view=mine')).items;
  const conversation = (id: string) => call<ConversationView>('GET', `/api/conversations/${id}`);
  /** Oldest first, as it is read. */
  const thread = async (id: string) =>
    [...(await call<List<MessageView>>('GET', `/api/conversations/${id}/messages?limit=200`)).items].reverse();
  let beatAt = performance.now();
  /** The offers that stand: who waits for one is there, and has them before their eyes. */
  const look = async () => {
    const standing = await offers();
    if (performance.now() - beatAt > beatEveryMs) {
      beatAt = performance.now();
      await call('POST', '/api/routing/agents/me/beat', { showing: standing.map(({ id }) => id) });
    }
    return standing;
  };
  const waitFor = <T>(what: string, look: () => Promise<T | undefined | false>) =>
    until(what, look, { withinMs: 30_000 });
  return {
    call,
    offers,
    mine,
    conversation,
    thread,
    /** The offer of this customer's conversation, once it stands. */
    offered: (customer: string) =>
      waitFor(`${customer} is offered`, async () => (await look()).find((offer) => offer.customer === customer)),
    /** Takes the offer of this customer and waits until the conversation is the agent's. */
    async accept(customer: string): Promise<ConversationView> {
      const offer = await waitFor(`${customer} is offered`, async () =>
        (await look()).find((standing) => standing.customer === customer),
      );
      await call('POST', `/api/routing/offers/${offer.id}/accept`);
      return waitFor(`${customer} is taken`, async () =>
        (await mine()).find((taken) => taken.customer === customer && taken.accepted),
      );
    },
    reply: (id: string, body: string, messageId = uuid()) =>
      call<MessageView>('PUT', `/api/conversations/${id}/messages/${messageId}`, { body }),
    /** The text once its delivery has come this far. */
    delivery: (conversationId: string, messageId: string, state: string) =>
      waitFor(`the text is ${state}`, async () => {
        const message = (await thread(conversationId)).find(({ id }) => id === messageId);
        return message?.delivery?.state === state && message;
      }),
  };
};
