import { routingJobRequest } from '#contracts';
import { rolesFor } from './who-may.ts';

const id = '01990000-0000-7000-8000-000000000001';
const edited = (edit: object) => rolesFor(routingJobRequest.parse({ action: 'edit-agents', agentIds: [id], edit }));

describe('what is done to many', () => {
  it('is placing of work for supervisors', () => {
    expect(rolesFor(routingJobRequest.parse({ action: 'move-to-queue', workItemIds: [id], queueId: id }))).toEqual([
      'supervisor',
    ]);
  });

  it.each([
    ['queues', { addQueueIds: [id], removeQueueIds: [id] }],
    ['capacity', { capacityUnits: 4, removeProfileIds: [id] }],
    ['presences', { addPresenceIds: [id], defaultPresence: { presence: 'away' } }],
  ])('may be %s of agents for both', (_, edit) => {
    expect(edited(edit)).toEqual(['administrator', 'supervisor']);
  });

  it.each([
    ['given', { addSkills: [{ skillId: id, rating: 1 }] }],
    ['taken away', { addQueueIds: [id], removeSkillIds: [id] }],
  ])('is for administrators alone where skills are %s', (_, edit) => {
    expect(edited(edit)).toEqual(['administrator']);
  });
});
