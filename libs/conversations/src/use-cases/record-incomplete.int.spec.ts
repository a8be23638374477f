import { v7 as uuid } from 'uuid';
import { messageIncomplete, type MessageView } from '#contracts';
import { aConversation, anEvent, aService, aText, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
let conversation: string;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  ({ id: conversation } = await aConversation(service, { acceptedBy: 'lena' }));
});
afterEach(() => service.stop());

const theirs = async (): Promise<MessageView> => {
  const { body } = await service.get(`/api/conversations/${conversation}/messages`, { as: 'lena' });
  return body.items.find(({ direction }: MessageView) => direction === 'in');
};
const incomplete = (messageId: string) =>
  anEvent(messageIncomplete, { messageId, channelId: aText().data.channelId, errorCode: '30009' });

describe('a text of which a part never came', () => {
  it('shows so, at once, to those who read it, and once however often it is said', async () => {
    const before = await theirs();
    expect(before).not.toHaveProperty('incomplete');
    service.shown.length = 0;
    await service.hear(incomplete(before.id), incomplete(before.id));
    await service.hear(incomplete(before.id));
    const after = await theirs();
    expect(after).toEqual({ ...before, incomplete: true, version: before.version + 1 });
    expect(service.shown).toEqual([
      {
        audience: { agents: [personCalled('lena').agentId], supervisors: true },
        frame: { kind: 'message', id: before.id, version: after.version, view: after },
      },
    ]);
  });

  it('changes nothing where it is not here, or is one of ours', async () => {
    const id = uuid();
    await service.put(`/api/conversations/${conversation}/messages/${id}`, { body: 'Hello' }, { as: 'lena' });
    service.shown.length = 0;
    await service.hear(incomplete(id), incomplete(uuid()));
    expect(service.shown).toEqual([]);
  });
});
