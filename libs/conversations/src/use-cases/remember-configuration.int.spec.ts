import { botKind, conversationsApplied, definitionRemoved, organisationSettings, workstreamSettings } from '#contracts';
import { anEvent, aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';

const id = '0199c1d4-7c00-7000-8000-000000000901';
const workstreamId = '0199c1d4-7c00-7000-8000-000000000902' as never;
const aBot = (version: number, name = 'Marvin') =>
  anEvent(botKind.changed, { id, version, slug: 'marvin', name, address: 'https://bots.example/marvin' });

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());
const bots = () => service.database.read((manager) => definitions({ manager }).all(botKind));
const applied = async () => {
  await service.turn('outbox');
  return service.said(conversationsApplied.type).flatMap((event) => conversationsApplied.parse(event).data.applied);
};

describe('a definition', () => {
  it('is kept as it is now, and said to be in force once for each version', async () => {
    await service.hear(aBot(1), aBot(2, 'Eddie'), aBot(1));
    await service.hear(aBot(2, 'Eddie'));
    expect(await bots()).toMatchObject([{ id, name: 'Eddie', version: 2, timeoutSeconds: 10 }]);
    expect(await applied()).toEqual([{ kind: 'bot', id, version: 2 }]);
  });

  it('that was removed is gone, and a late word does not bring it back', async () => {
    await service.hear(aBot(1));
    await service.hear(anEvent(definitionRemoved, { kind: 'bot', id, version: 2 }));
    await service.hear(aBot(1));
    expect(await bots()).toEqual([]);
  });
});

describe('settings', () => {
  it('are as usual until somebody changes them', async () => {
    const before = await service.database.read((manager) => settings({ manager }).inForce([workstreamId]));
    expect(before.organisation.sentiment.enabled).toBe(true);
    expect(before.workstream(workstreamId).botId).toBeNull();

    await service.hear(anEvent(organisationSettings.changed, { version: 1, sentiment: { enabled: false } }));
    await service.hear(anEvent(workstreamSettings.changed, { workstreamId, version: 1, botId: id }));
    const after = await service.database.read((manager) => settings({ manager }).inForce([workstreamId]));
    expect(after.organisation.sentiment.enabled).toBe(false);
    expect(after.workstream(workstreamId).botId).toBe(id);
    expect(after.workstream(null).botId).toBeNull();
  });
});
