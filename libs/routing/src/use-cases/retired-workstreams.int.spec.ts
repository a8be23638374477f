import { routingApplied, routingUsage } from '#contracts';
import { aConversationChanged, aLine, aService, aWorkstream, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service);
});
afterEach(() => service.stop());

const count = async () => {
  await service.database.read((db) =>
    db.query(`UPDATE timer SET due_at = now() - interval '1 minute' WHERE kind = 'count-usage'`),
  );
  await service.turn('timers');
  await service.turn('outbox');
};
const counted = () => service.said(routingUsage.type).flatMap((event) => routingUsage.parse(event).data.counted);

describe('a workstream that is retired', () => {
  it('is used as long as work of it is not done, and that is said when it changes', async () => {
    const [first, second] = await line.customersWrite(2);
    await service.hear(aWorkstream({ version: 2, state: 'retiring', how: 'wait' }));
    await count();
    await count();
    expect(counted()).toEqual([{ kind: 'workstream', id: line.workstreamId, version: 2, report: 1, count: 2 }]);
    for (const conversationId of [first, second])
      await service.hear(aConversationChanged({ conversationId, version: 2, status: 'closed' }));
    await count();
    expect(counted().at(-1)).toMatchObject({ report: 2, count: 0 });
  });
});

describe('what is in force here', () => {
  it('is said once for what was stored, and not again for what was known', async () => {
    await service.hear(aWorkstream({ version: 3 }), aWorkstream({ version: 2 }));
    await service.turn('outbox');
    const versions = () =>
      service
        .said(routingApplied.type)
        .flatMap((event) => routingApplied.parse(event).data.applied.map((c) => c.version));
    expect(versions().at(-1)).toBe(3);
    const before = versions();
    await service.hear(aWorkstream({ version: 3 }));
    await service.turn('outbox');
    expect(versions()).toEqual(before);
  });
});
