import { v7 as uuid } from 'uuid';
import { operatingHoursKind, queueRequest, rulesChanged } from '#contracts';
import { aClock, aLine, anEvent, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
const calendarId = uuid();
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  await office('08:00', '17:00');
}, 60_000);
afterEach(() => service.stop());

/** The calendar is from one time to the other each day, in this zone. It is nine o'clock in London. */
async function office(opens: string, closes: string, version = 1, timeZone = 'UTC'): Promise<void> {
  const times = { allDay: false, opens, closes, nextDay: false };
  const shifts = [{ id: uuid(), times, startsOn: '2025-01-01', repeats: { freq: 'DAILY' }, exceptions: [] }];
  const about = { slug: 'office', name: 'Office hours', description: '', timeZone, shifts, holidays: [] };
  await service.hear(anEvent(operatingHoursKind.changed, { id: calendarId, version, ...about }));
}
const hour = 3600;
const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
const calendar = (operator: string, slug = 'office') => ({
  combinator: 'and',
  rules: [{ field: `calendar.${slug}`, operator }],
});
const rulesOf = (what: string) => `/api/routing/workstreams/${line.workstreamId}/${what}`;
const route = (queueId: string, conditions: object) =>
  service.put(
    rulesOf('route-to-queue'),
    { rules: [{ id: uuid(), name: 'By day', conditions, queues: [{ queueId, percent: 100 }] }] },
    asDana(1),
  );
const aQueue = async () => {
  const id = uuid();
  const asked = queueRequest.parse({ slug: 'day', name: 'Day', memberIds: [line.idOf('lena')] });
  await service.put(`/api/routing/queues/${id}`, asked, asDana());
  return id;
};
const placeOf = async (conversationId: string) =>
  (await line.items()).find((item) => item.conversationId === conversationId)?.queueId;
/** Whether an agent works by their own hours. */
const asked = (operator: string) => ({ combinator: 'and', rules: [{ field: 'agent.schedule', operator }] });
const hoursOf = async (name: string, operatingHoursId: string | null) => {
  const url = `/api/routing/agent-settings/${line.idOf(name)}`;
  const { agentId: _id, name: _name, version, ...settings } = (await service.get(url, asDana())).body;
  const { body } = await service.put(url, { ...settings, operatingHoursId }, asDana(version));
  expect(body).toMatchObject({ version: version + 1, operatingHoursId });
};
const customUrl = () => `/api/routing/queues/${line.queueId}/custom-assignment`;
const ruleset = (...conditions: object[]) => {
  const id = uuid();
  const rules = conditions.map((one, n) => ({ id: uuid(), name: `Rule ${n}`, conditions: one, orderBy: [] }));
  return { rulesets: [{ id, name: 'All', rules }], defaultRulesetId: id };
};

describe('rules that ask whether a calendar works', () => {
  it('send work elsewhere from the moment that it works no more, in its zone, and follow its changes', async () => {
    const day = await aQueue();
    expect((await route(day, calendar('isWorking'))).status).toBe(200);
    const writes = async () => placeOf((await line.customersWrite(1))[0]!);
    expect(await writes()).toBe(day);
    clock.pass(8 * hour - 1);
    expect(await writes()).toBe(day);
    clock.pass(1);
    expect(await writes()).toBe(line.queueId);
    // in New York it is noon
    await office('08:00', '17:00', 2, 'America/New_York');
    expect(await writes()).toBe(day);
  });

  it('are explained like any other, and tried by the dry run', async () => {
    const day = await aQueue();
    await route(day, calendar('isNotWorking'));
    const asked = { workstreamId: line.workstreamId, customer: '+14155550111', text: 'Hello' };
    const dryRun = async () => (await service.post('/api/routing/dry-run', { as: 'dana', body: asked })).body;
    expect(await dryRun()).toMatchObject({ queue: { id: line.queueId } });
    clock.pass(8 * hour);
    expect(await dryRun()).toMatchObject({ queue: { id: day } });
    await line.customersWrite(1);
    const [item] = await line.items('waiting');
    const { body } = await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'sofia' });
    expect(body.steps).toMatchObject([
      { stage: 'route-to-queue', told: { because: 'rule', rules: [{ name: 'By day', mark: 'applied' }] } },
    ]);
  });

  it('classify by it', async () => {
    const output = { attributes: [{ name: 'shift', value: 'day' }], skills: [], capacityProfileId: null };
    const rules = [{ id: uuid(), name: 'Day', conditions: calendar('isWorking'), outputs: output }];
    const rulesets = [{ id: uuid(), name: 'Shift', description: '', rules }];
    expect((await service.put(rulesOf('classification'), { rulesets }, asDana(1))).status).toBe(200);
    await line.customersWrite(1);
    const [item] = await line.items('waiting');
    const { body } = await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'sofia' });
    expect(body.steps[0]).toMatchObject({
      stage: 'classification',
      told: { rulesets: [{ rules: [{ mark: 'applied' }] }] },
    });
  });

  it('say which they look at, so that nobody takes it away, and say no more of it when they do not', async () => {
    const said = async () => {
      await service.turn('outbox');
      return service.said(rulesChanged.type).map(({ data }) => data);
    };
    const told = async () => (await said()).at(-1);
    await route(line.queueId, calendar('isWorking'));
    const ofWorkstream = { kind: 'route-to-queue', subjectId: line.workstreamId };
    expect(await told()).toEqual({ ...ofWorkstream, version: 2, calendars: ['office'], variables: [] });
    await service.put(rulesOf('route-to-queue'), { rules: [] }, asDana(2));
    expect(await told()).toEqual({ ...ofWorkstream, version: 3, calendars: [], variables: [] });
    await service.put(customUrl(), ruleset(calendar('isWorking'), calendar('isNotWorking')), asDana(1));
    const ofQueue = {
      kind: 'custom-assignment',
      subjectId: line.queueId,
      version: 2,
      calendars: ['office'],
      variables: [],
    };
    expect(await told()).toEqual(ofQueue);
    const before = (await said()).length;
    await service.post('/api/routing/announce', { as: 'dana' });
    expect((await said()).slice(before)).toEqual([
      { ...ofWorkstream, version: 3, calendars: [], variables: [] },
      ofQueue,
    ]);
  });

  it('are refused where there is no such calendar, or nothing that works, by the field', async () => {
    const unknown = await route(line.queueId, calendar('isWorking', 'nowhere'));
    expect(unknown).toMatchObject({ status: 409, body: { code: 'unknown-reference' } });
    expect(unknown.body.errors).toEqual([
      { field: 'rules.0.conditions.rules.0.field', message: 'is no calendar here' },
    ]);
    const wrong = await route(line.queueId, {
      combinator: 'and',
      rules: [
        { field: 'calendar.office', operator: 'contains', value: 'x' },
        { field: 'contact.tier', operator: 'isWorking' },
      ],
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'unreadable' } });
    expect(wrong.body.errors).toMatchObject([
      { field: 'rules.0.conditions.rules.0.operator', message: 'does not fit a calendar field' },
      { field: 'rules.0.conditions.rules.1.operator' },
    ]);
    expect((await service.get(rulesOf('route-to-queue'), asDana())).body.version).toBe(1);
  });
});

describe('rules of a queue that ask whether a calendar works', () => {
  beforeEach(async () => {
    const { slug, name, memberIds, version } = await line.queue();
    const asked = { slug, name, memberIds, assignmentMethod: 'custom' };
    await service.put(`/api/routing/queues/${line.queueId}`, asked, asDana(version));
  });

  it('offer work that waits already as soon as it works, though nothing else happened', async () => {
    await service.put(customUrl(), ruleset(calendar('isNotWorking')), asDana(1));
    await line.customersWrite(1);
    await line.assign();
    await line.assign();
    expect([...(await line.offersTo('lena')), ...(await line.offersTo('diego'))]).toEqual([]);
    clock.pass(8 * hour);
    for (const name of ['lena', 'diego']) await line.beat(name);
    await line.assign();
    expect([...(await line.offersTo('lena')), ...(await line.offersTo('diego'))]).toHaveLength(1);
  });

  it('ask whether an agent works by hours of their own; who has none always does', async () => {
    await hoursOf('lena', calendarId);
    await hoursOf('diego', calendarId);
    await service.put(customUrl(), ruleset(asked('isWorking')), asDana(1));
    const assigns = async () => {
      for (const name of ['lena', 'diego']) await line.beat(name);
      await line.assign();
      return [(await line.offersTo('lena')).length, (await line.offersTo('diego')).length];
    };
    clock.pass(8 * hour);
    await line.customersWrite(1);
    expect(await assigns()).toEqual([0, 0]);
    // at eight in the morning, though nothing else happened
    clock.pass(15 * hour);
    expect((await assigns()).toSorted()).toEqual([0, 1]);
    clock.pass(10 * hour);
    await hoursOf('diego', null);
    await line.customersWrite(2);
    expect((await assigns())[0]).toBe(0);
    expect((await line.offersTo('diego')).length).toBeGreaterThanOrEqual(2);
  });

  it('offer colleagues to who passes work on while these work by hours of their own', async () => {
    for (const name of ['lena', 'diego']) await hoursOf(name, calendarId);
    const settings = await service.get('/api/routing/assignment-settings', asDana());
    const { version, changedAt: _changedAt, ...body } = settings.body;
    const at = { as: 'dana', headers: { 'if-match': `"${version}"` } };
    const filter = { enabled: true, conditions: asked('isWorking') };
    const changed = { ...body, targets: { ...body.targets, transferAgents: filter } };
    expect((await service.put('/api/routing/assignment-settings', changed, at)).status).toBe(200);
    await line.customersWrite(1);
    await line.assign();
    const [offer] = await line.offersTo('lena');
    const [whose, it] = offer ? ['lena', offer] : ['diego', (await line.offersTo('diego'))[0]!];
    await service.post(`/api/routing/offers/${it.id}/accept`, { as: whose });
    const targets = async () => {
      const [item] = await line.items('assigned');
      const { body: found } = await service.get(`/api/routing/work-items/${item!.id}/targets?for=transfer`, {
        as: whose,
      });
      return found.agents.map(({ name }: { name: string }) => name);
    };
    expect(await targets()).toHaveLength(1);
    clock.pass(8 * hour);
    for (const name of ['lena', 'diego']) await line.beat(name);
    expect(await targets()).toEqual([]);
  });

  it('are offered the calendars that there are, for agents alone, and refuse others', async () => {
    const { body } = await service.get(customUrl(), asDana());
    expect(body.agentFields).toContainEqual(
      expect.objectContaining({
        ...{ name: 'calendar.office', label: 'Office hours', group: 'Calendar', type: 'calendar' },
        operators: ['isWorking', 'isNotWorking'],
      }),
    );
    const prioritised = { id: uuid(), name: 'First', conditions: calendar('isWorking'), orderBy: null };
    const refused = await service.put(
      customUrl(),
      { ...ruleset(calendar('isWorking', 'nowhere')), prioritisation: { rules: [prioritised] } },
      asDana(1),
    );
    expect(refused.body.errors).toEqual([
      {
        field: 'prioritisation.rules.0.conditions.rules.0.field',
        message: 'is nothing that conditions can look at',
      },
      { field: 'rulesets.0.rules.0.conditions.rules.0.field', message: 'is no calendar here' },
    ]);
  });
});
