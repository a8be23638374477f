import { customerErased, notificationTemplateKind, offerEnded, offerMade, workstreamSettings } from '#contracts';
import { aClock, aLine, anEvent, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { distribution: { offerSeconds: null } });
});
afterEach(() => service.stop());

const templateId = '01990000-0000-7000-8000-00000000c001';
/** The workstream of the line tells of work by this template on these occasions. */
async function tellBy(template: object, ...occasions: string[]): Promise<void> {
  const about = { id: templateId, version: 2, slug: 'urgent', name: 'Urgent', description: '' };
  const { workstreamId } = line;
  const notifications = Object.fromEntries(occasions.map((occasion) => [`${occasion}Id`, templateId]));
  await service.hear(
    anEvent(notificationTemplateKind.changed, { ...about, ...template }),
    anEvent(workstreamSettings.changed, { workstreamId, version: 2, notifications }),
  );
}
const amara = { id: 'c-1', name: 'Amara Okafor', attributes: { plan: 'Gold' } };
const lamp = { id: 'k-1', name: 'CAS-20418', attributes: { title: 'Broken lamp' } };
const known = { contact: amara, account: null, case: lamp, variables: {}, preferredAgentIds: [] };
const ends = async () => {
  await service.turn('outbox');
  return service.said(offerEnded.type).map(({ data }) => data as { outcome: string });
};
const showing = async () => line.beat('lena', ...(await line.offersTo('lena')).map(({ id }) => id));

describe('an offer', () => {
  it('of a known customer tells by the built-in template until a workstream says otherwise', async () => {
    await line.customersWrite(1, { known });
    await line.assign();
    const offer = await line.offerTo('lena');
    expect(offer.notification).toEqual({
      title: 'Amara Okafor',
      icon: null,
      showTimeout: true,
      autoAssign: false,
      autoAccept: false,
      acceptLabel: null,
      showReject: true,
      rejectLabel: 'Decline',
      desktopNotifications: 'in-background',
      fields: [
        { name: 'customer', header: 'Customer', value: 'Amara Okafor' },
        { name: 'case', header: 'Case', value: 'Broken lamp' },
        { name: 'language', header: 'Language', value: 'American English' },
      ],
    });
    expect(Date.parse(offer.expiresAt) - Date.parse(offer.offeredAt)).toBe(120_000);
  });

  it('of a customer whom nobody knows says what is known', async () => {
    await line.customersWrite();
    await line.assign();
    expect((await line.offerTo('lena')).notification).toMatchObject({
      title: 'New customer',
      fields: [{ name: 'language', value: 'American English' }],
    });
  });

  it('tells by the workstream’s own template: title, fields, words, and how long it stands', async () => {
    const fields = [{ name: 'plan', header: 'Plan', value: '{$odata.customer.plan}' }];
    await tellBy(
      {
        ...{ title: 'Urgent: {customerName}', icon: '/icons/urgent.png', countdownSeconds: 45, acceptLabel: 'Take it' },
        ...{ showReject: false, desktopNotifications: 'always', fields },
      },
      'incomingAuthenticated',
    );
    service.shown.length = 0;
    await line.customersWrite(1, { known });
    await line.assign();
    const { notification, expiresAt, offeredAt } = await line.offerTo('lena');
    expect(notification).toMatchObject({
      ...{ title: 'Urgent: Amara Okafor', icon: '/icons/urgent.png', acceptLabel: 'Take it', showReject: false },
      ...{ desktopNotifications: 'always', fields: [{ name: 'plan', header: 'Plan', value: 'Gold' }] },
    });
    expect(Date.parse(expiresAt) - Date.parse(offeredAt)).toBe(45_000);
    expect(service.shown.filter(({ frame }) => frame.kind === 'offer')).toMatchObject([
      { frame: { view: { notification: { title: 'Urgent: Amara Okafor' } } } },
    ]);
  });

  it('cannot be rejected where its template says so, and stays the agent’s to accept', async () => {
    await tellBy({ showReject: false }, 'incomingUnauthenticated');
    await line.customersWrite();
    await line.assign();
    const { id } = await line.offerTo('lena');
    const { status, body } = await line.reject('lena', id);
    expect([status, body.code]).toEqual([409, 'reject-off']);
    expect((await line.accept('lena', id)).body).toMatchObject({ state: 'accepted', notification: null });
  });

  it('tells by the template of what is asked: of a transfer, and of what a supervisor assigns', async () => {
    await service.put('/api/routing/agents/me', {}, { as: 'diego' });
    await tellBy({ title: 'Please', countdownSeconds: 30, showReject: true }, 'transfer', 'supervisorAssign');
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'lena' });
    await line.customersWrite();
    const itemId = (await line.items('waiting'))[0]!.id;
    await service.post(`/api/routing/work-items/${itemId}/assign`, {
      as: 'sofia',
      body: { agentId: line.idOf('lena') },
    });
    const assigned = await line.offerTo('lena');
    expect(assigned).toMatchObject({ slot: 'supervisor-assign', notification: { title: 'Please' } });
    await line.accept('lena', assigned.id);
    await service.post(`/api/routing/work-items/${itemId}/transfer`, {
      ...{ as: 'lena', body: { agentId: line.idOf('diego') } },
    });
    const transferred = await line.offerTo('diego');
    expect(transferred).toMatchObject({ slot: 'transfer', notification: { title: 'Please' } });
    expect(Date.parse(transferred.expiresAt) - Date.parse(transferred.offeredAt)).toBe(30_000);
  });

  it('says nothing of a customer who was forgotten', async () => {
    await line.customersWrite(1, { known });
    await line.assign();
    const erased = { erasureId: templateId, addresses: ['+14155550111'], erasedAt: clock.now().toISOString() };
    await service.hear(anEvent(customerErased, erased));
    const rows: unknown[] = await service.database.read((db) => db.query(`SELECT notification FROM offer`));
    expect(rows).toEqual([{ notification: null }]);
  });
});

describe('work that is assigned without asking', () => {
  const unasked = { autoAssign: true, showReject: false, countdownSeconds: 30 };

  it('is the agent’s when the time that they see is over, and no miss', async () => {
    await tellBy(unasked, 'incomingUnauthenticated');
    await line.customersWrite(2);
    await line.assign();
    await service.turn('outbox');
    expect(service.said(offerMade.type)).toMatchObject([
      { data: { withoutConsent: true } },
      { data: { withoutConsent: true } },
    ]);
    for (const seconds of [10, 10, 9]) {
      await showing();
      clock.pass(seconds);
      await service.turn('timers');
    }
    expect(await line.items('offered')).toHaveLength(2);
    clock.pass(1);
    await service.turn('timers');
    expect(await line.items('assigned')).toHaveLength(2);
    expect(await ends()).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 2 }, sessions: 2, offersToday: { accepted: 2 } });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is theirs as soon as their desk shows it where no time is seen', async () => {
    await tellBy({ ...unasked, showTimeout: false }, 'incomingUnauthenticated');
    await line.customersWrite();
    await line.assign();
    await service.turn('timers');
    expect(await line.items('offered')).toHaveLength(1);
    await showing();
    await service.turn('timers');
    expect(await line.items('assigned')).toMatchObject([{ agentId: line.idOf('lena') }]);
  });

  it('goes to somebody else where no desk shows it', async () => {
    await tellBy(unasked, 'incomingUnauthenticated');
    await line.customersWrite();
    await line.assign();
    clock.pass(15);
    await service.turn('timers');
    expect(await ends()).toMatchObject([{ outcome: 'lost' }]);
    expect(await line.items('waiting')).toHaveLength(1);
  });
});
