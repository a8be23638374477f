import { workstreamChanged } from '#contracts';
import { aChannel, aConversation, anEvent, aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

describe('a channel that changed', () => {
  it('is remembered as it is now, whatever comes late', async () => {
    const { id } = await aConversation(service);
    await service.hear(aChannel({ version: 3, name: 'Billing line' }), aChannel({ version: 2, name: 'Old line' }));
    await service.hear(aChannel({ version: 3, name: 'Another third' }));
    const { body } = await service.get(`/api/conversations/${id}`, { as: 'sofia' });
    expect(body).toMatchObject({ channelName: 'Billing line', version: 1 });
  });

  it('to another workstream keeps its conversations where they were opened', async () => {
    const { id, workstreamId } = await aConversation(service);
    await service.hear(aChannel({ version: 2, workstreamId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e77' }));
    const { body } = await service.get(`/api/conversations/${id}`, { as: 'sofia' });
    expect(body.workstreamId).toBe(workstreamId);
  });
});

describe('a workstream that changed', () => {
  it('is remembered as it is now, whatever comes late', async () => {
    const aWorkstream = (version: number, name: string) =>
      anEvent(workstreamChanged, {
        workstreamId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e12',
        version,
        slug: 'support',
        name,
        mode: 'push',
        direction: 'inbound',
        fallbackQueueId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e14',
      });
    await service.hear(aWorkstream(2, 'Support'), aWorkstream(1, 'Draft'));
    const rows = await service.database.read((db) => db.query(`SELECT name, version FROM workstream`));
    expect(rows).toEqual([{ name: 'Support', version: 2 }]);
  });
});
