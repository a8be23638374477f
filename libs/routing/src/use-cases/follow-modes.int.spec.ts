import { offerEnded } from '#contracts';
import { aLine, aService, aWorkstream, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego'], capacity: 2, distribution: { capacityUnits: 1 } });
});
afterEach(() => service.stop());

const touched = async () =>
  (await service.get(`/api/routing/workstreams/${line.workstreamId}/distribution/touched`, { as: 'dana' })).body;
const statuses = async () => (await line.items()).map(({ status }) => status).toSorted();
const pick = (id: string, as: string) => service.post(`/api/routing/work-items/${id}/pick`, { as });

describe('a workstream whose agents take its work from a list from now on', () => {
  it('takes back the offers that stand, and leaves to everybody what they have', async () => {
    await line.customersWrite(5);
    await line.assign();
    const [first] = await line.offersTo('lena');
    await line.accept('lena', first!.id);
    expect(await touched()).toEqual({ waiting: 1, offered: 3, assigned: 1 });
    expect(await statuses()).toEqual(['assigned', 'offered', 'offered', 'offered', 'waiting']);

    await service.hear(aWorkstream({ version: 2, mode: 'pick' }));
    expect(await touched()).toEqual({ waiting: 4, offered: 0, assigned: 1 });
    expect([...(await line.offersTo('lena')), ...(await line.offersTo('diego'))]).toEqual([]);
    expect(await line.capacityDrift()).toEqual([]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 } });
    await service.turn('outbox');
    const ended = service.said(offerEnded.type).map((event) => offerEnded.parse(event).data.outcome);
    expect(ended.toSorted()).toEqual(['accepted', 'withdrawn', 'withdrawn', 'withdrawn']);
    const reasons = service.said(offerEnded.type).map((event) => offerEnded.parse(event).data.reason);
    expect(reasons.toSorted()).toEqual([...Array(3).fill('not-offered'), undefined]);

    await line.assign();
    expect(await touched()).toMatchObject({ offered: 0 });
    const [waiting] = await line.items('waiting');
    expect((await pick(waiting!.id, 'diego')).body).toMatchObject({ status: 'assigned', agentId: line.idOf('diego') });
  });

  it('is asked again by no timer of an offer that was taken back, and what it says twice changes nothing', async () => {
    await line.customersWrite(1);
    await line.assign();
    await service.hear(aWorkstream({ version: 2, mode: 'pick' }), aWorkstream({ version: 2, mode: 'pick' }));
    await service.hear(aWorkstream({ version: 1, mode: 'push' }));
    await service.turn('timers');
    await line.assign();
    expect(await statuses()).toEqual(['waiting']);
    expect((await line.items())[0]).toMatchObject({ offers: 1 });
  });
});

describe('a workstream whose work is offered from now on', () => {
  it('offers what waits, in its order, and leaves to everybody what they took', async () => {
    await service.hear(aWorkstream({ version: 2, mode: 'pick' }));
    await line.customersWrite(3);
    const [taken] = await line.items('waiting');
    await pick(taken!.id, 'lena');
    await line.assign();
    expect(await touched()).toEqual({ waiting: 2, offered: 0, assigned: 1 });
    await service.hear(aWorkstream({ version: 3, mode: 'push' }));
    await line.assign();
    expect(await touched()).toEqual({ waiting: 0, offered: 2, assigned: 1 });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is told to administrators and supervisors, where there is such a workstream', async () => {
    const url = `/api/routing/workstreams/${line.workstreamId}/distribution/touched`;
    expect((await service.get(url, { as: 'lena' })).status).toBe(403);
    const nobodys = url.replace(line.workstreamId, '018f0000-0000-7000-8000-00000000b199');
    expect((await service.get(nobodys, { as: 'dana' })).status).toBe(404);
  });
});
