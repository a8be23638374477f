import type { ConversationView, Envelope, OfferView, WorkItemView } from '#contracts';
import { ConversationsModule, conversationsSchema } from '#conversations';
import { RoutingModule, routingSchema } from '#routing';
import { aChannel, aLine, aService, aText, type Line, personCalled, type Service } from '#testing';

/** Chance that comes again. */
function chanceOf(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
const names = ['lena', 'diego', 'noor'] as const;
const nameOf = new Map<string | null, string>(names.map((name) => [personCalled(name).agentId, name]));
const work = '/api/routing/work-items';

/** Both services, whose facts reach each other late and in any order, and people who do whatever their desks let them. */
async function aWorld(seed: number) {
  const chance = chanceOf(seed);
  const conversations = await aService(ConversationsModule, conversationsSchema);
  const routing = await aService(RoutingModule, routingSchema);
  const line: Line = await aLine(routing, { agents: names });
  await conversations.hear(aChannel({ workstreamId: line.workstreamId }));

  const heard = { conversations: 0, routing: 0 };
  const underWay: { readonly to: Service; readonly event: Envelope }[] = [];
  const leave = async () => {
    for (const [name, from, to] of [
      ['conversations', conversations, routing],
      ['routing', routing, conversations],
    ] as const) {
      await from.turn('outbox');
      const said = from.said(`${name}.`);
      underWay.push(...said.slice(heard[name]).map((event) => ({ to, event })));
      heard[name] = said.length;
    }
  };
  const arrive = async (index: number) => {
    const [one] = underWay.splice(index, 1);
    if (one) await one.to.hear(one.event);
  };

  const any = <Thing>(all: readonly Thing[]): Thing | undefined => all[chance(all.length)];
  const ongoing = async () =>
    (await conversations.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items as ConversationView[];
  const itemsOf = async (conversationId: string) =>
    (await routing.get(`${work}?conversationId=${conversationId}`, { as: 'sofia' })).body.items as WorkItemView[];
  const refusable = async (answer: Promise<{ readonly status: number }>) =>
    expect((await answer).status).toBeLessThan(500);
  const colleague = () => ({ agentId: personCalled(any(names)!).agentId });
  const queue = { queueId: line.queueId };

  let texts = 0;
  const write = () => conversations.hear(aText({ body: `Text ${(texts += 1)}`, position: texts }));
  const answer = async () => {
    const standing: { as: string; offer: OfferView }[] = [];
    for (const as of names) standing.push(...(await line.offersTo(as)).map((offer) => ({ as, offer })));
    const found = any(standing);
    const how = chance(4) === 0 ? 'reject' : 'accept';
    if (found) await refusable(routing.post(`/api/routing/offers/${found.offer.id}/${how}`, { as: found.as }));
  };
  const press = (button: string) => async () => {
    const one = any(await ongoing());
    const as = button === 'force-close' ? 'sofia' : (nameOf.get(one?.agentId ?? null) ?? 'lena');
    if (one) await refusable(conversations.post(`/api/conversations/${one.id}/${button}`, { as }));
  };
  const hand = (what: 'transfer' | 'consult' | 'assign', to: () => object, by?: string) => async () => {
    const one = any(await line.items());
    const as = by ?? nameOf.get(one?.agentId ?? null) ?? 'lena';
    if (one) await refusable(routing.post(`${work}/${one.id}/${what}`, { as, body: to() }));
  };
  const giveOut = async () => {
    const one = any(await ongoing());
    const last = one && (await itemsOf(one.id)).at(0);
    const body = chance(2) === 0 ? colleague() : queue;
    if (last) await refusable(routing.post(`${work}/${last.id}/transfer`, { as: 'sofia', body }));
  };
  const acts = [
    ...[write, write, answer, answer, answer, answer, answer, giveOut, giveOut],
    ...[() => routing.turn('assignment'), press('close'), press('close'), press('end'), press('revive')],
    ...[press('revive'), hand('transfer', colleague), hand('transfer', colleague), hand('transfer', () => queue)],
    ...[hand('consult', colleague), hand('consult', colleague), hand('assign', colleague, 'sofia')],
    ...[hand('transfer', colleague, 'sofia'), hand('transfer', colleague, 'sofia'), press('force-close')],
  ];

  return {
    line,
    async goOn(steps: number) {
      for (let step = 0; step < steps; step += 1) {
        await leave();
        if (underWay.length > 0 && chance(2) === 0) await arrive(chance(2) === 0 ? 0 : chance(underWay.length));
        else await any(acts)!();
      }
    },
    /** Everything that was said has been heard, in one order or another. */
    async settle() {
      await leave();
      while (underWay.length > 0) {
        await arrive(chance(underWay.length));
        await leave();
      }
      for (const name of names) await line.beat(name);
    },
    /** Who has what, as each of them sees it. What waits for its customer is nobody's work, what is wrapped up may be. */
    async views() {
      const all = (await ongoing()).filter(({ status }) => status !== 'waiting');
      const wrappedUp = new Set(all.flatMap(({ id, status }) => (status === 'wrap-up' ? [id] : [])));
      const told = (id: string, status: string, agentId: string | null) =>
        `${id} ${status} ${status === 'waiting' ? '' : (nameOf.get(agentId) ?? '')}`;
      const asWork = { open: 'waiting', active: 'assigned' } as const;
      return {
        conversations: all
          .filter(({ id }) => !wrappedUp.has(id))
          .map(({ id, status, accepted, agentId }) =>
            told(id, status === 'active' && !accepted ? 'offered' : asWork[status as 'open'], agentId),
          )
          .sort(),
        routing: (await line.items())
          .filter(({ conversationId }) => !wrappedUp.has(conversationId))
          .map(({ conversationId, status, agentId }) => told(conversationId, status, agentId))
          .sort(),
      };
    },
    stop: () => Promise.all([conversations.stop(), routing.stop()]),
  };
}

describe('conversations and routing, whatever people do and in whatever order either hears of it', () => {
  it.each([102, 338, 343])(
    'agree in the end who has what (by chance %s)',
    async (seed) => {
      const world = await aWorld(seed);
      for (let round = 0; round < 10; round += 1) {
        await world.goOn(12);
        await world.settle();
        const { conversations, routing } = await world.views();
        expect(routing).toEqual(conversations);
        expect(await world.line.capacityDrift()).toEqual([]);
      }
      await world.stop();
    },
    120_000,
  );
});
