import { v7 as uuid } from 'uuid';
import { conversationAttended } from '#contracts';
import { aConversation, anOfferEnded, anOfferMade, aService, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;
const diego = personCalled('diego').agentId;

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const now = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
const changes = async () => {
  await service.turn('outbox');
  return service.said(conversationAttended.type).map((event) => conversationAttended.parse(event).data);
};

describe('a conversation that is offered to an agent', () => {
  it('is active from then on, and on the desk of that agent', async () => {
    const { id, version } = await aConversation(service);
    service.shown.length = 0;
    const made = anOfferMade({ conversationId: id, agentId: lena });
    await service.hear(made);

    const conversation = await now(id);
    expect(conversation).toMatchObject({ status: 'active', agentId: lena, accepted: false, version: version + 1 });
    expect(await changes()).toEqual([
      expect.objectContaining({ conversationId: id, from: 'open', status: 'active', reason: 'offered', agentId: lena }),
    ]);
    expect(service.said(conversationAttended.type)[0]).toMatchObject({ causationId: made.id });
    expect(service.shown).toEqual([
      {
        audience: { agents: [lena], supervisors: true },
        frame: { kind: 'conversation', id, version: version + 1, view: conversation },
      },
    ]);
  });

  it('is theirs when they accept', async () => {
    const { id } = await aConversation(service);
    await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 1 }));
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2 }));
    expect(await now(id)).toMatchObject({ status: 'active', agentId: lena, accepted: true });
    expect((await changes()).at(-1)).toMatchObject({ from: 'active', status: 'active', reason: 'accepted' });
  });

  it.each(['rejected', 'timed-out', 'withdrawn', 'lost'])(
    'is open again when the offer is %s, and leaves their desk',
    async (outcome) => {
      const { id } = await aConversation(service);
      await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 1 }));
      service.shown.length = 0;
      await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2, outcome }));
      expect(await now(id)).toMatchObject({ status: 'open', agentId: null, accepted: false });
      expect((await changes()).at(-1)).toMatchObject({
        from: 'active',
        status: 'open',
        reason: outcome,
        agentId: null,
      });
      expect(service.shown.map(({ audience }) => audience)).toEqual([{ agents: [lena], supervisors: true }]);
    },
  );
});

describe('what routing says', () => {
  it('in any order ends at the same: the last word counts', async () => {
    const { id } = await aConversation(service);
    const made = anOfferMade({ conversationId: id, agentId: lena, version: 1 });
    const rejected = anOfferEnded({ conversationId: id, agentId: lena, version: 2, outcome: 'rejected' });
    const next = anOfferMade({ conversationId: id, agentId: diego, version: 3 });
    const accepted = anOfferEnded({ conversationId: id, agentId: diego, version: 4 });
    for (const event of [accepted, next, rejected, made]) await service.hear(event);
    expect(await now(id)).toMatchObject({ status: 'active', agentId: diego, accepted: true, version: 2 });
    expect(await changes()).toHaveLength(1);
  });

  it('twice changes nothing the second time', async () => {
    const { id } = await aConversation(service);
    const made = anOfferMade({ conversationId: id, agentId: lena, version: 1 });
    await service.hear(made, made);
    await service.hear(made);
    expect(await now(id)).toMatchObject({ version: 2 });
  });

  it('of one conversation does not touch another', async () => {
    const one = await aConversation(service);
    const two = await aConversation(service, { from: '+14155550112' });
    await service.hear(
      anOfferMade({ conversationId: one.id, agentId: lena }),
      anOfferMade({ conversationId: two.id, agentId: diego }),
    );
    expect([(await now(one.id)).agentId, (await now(two.id)).agentId]).toEqual([lena, diego]);
  });

  it('of a conversation that is not here, or is over, changes nothing', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.post(`/api/conversations/${id}/end`, { as: 'lena' });
    const ended = await now(id);
    await service.hear(
      anOfferMade({ conversationId: uuid(), agentId: diego }),
      anOfferMade({ conversationId: id, agentId: diego, version: 9 }),
    );
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 10, outcome: 'lost' }));
    expect(await now(id)).toEqual(ended);
  });
});
