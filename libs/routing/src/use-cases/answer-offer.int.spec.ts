import { offerEnded } from '#contracts';
import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
});
afterEach(() => service.stop());

const timers = async () =>
  (await service.database.read((db) => db.query(`SELECT FROM timer WHERE kind = 'offer-due'`))).length;
const ends = async () => {
  await service.turn('outbox');
  return service.said(offerEnded.type).map(({ data }) => data as { outcome: string; version: number });
};

describe('an offer to one of two agents', () => {
  let offerId: string;
  beforeEach(async () => {
    line = await aLine(service, { agents: ['lena', 'diego'] });
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'diego' });
    await line.customersWrite();
    await line.assign();
    offerId = (await line.offerTo('lena')).id;
    service.shown.length = 0;
  });

  it('is the agent’s work once accepted', async () => {
    const { status, body } = await line.accept('lena', offerId);
    expect([status, body]).toMatchObject([200, { id: offerId, state: 'accepted', version: 3 }]);
    expect(await line.items('assigned')).toMatchObject([{ agentId: line.idOf('lena'), version: 3 }]);
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await ends()).toMatchObject([{ outcome: 'accepted', version: 3 }]);
    expect(service.shown.map(({ frame }) => frame.kind)).toEqual(['work-item', 'offer', 'agent']);
    expect(await timers()).toBe(0);
  });

  it('is accepted once by fifty at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => line.accept('lena', offerId)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await ends()).toHaveLength(1);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 } });
  });

  it('ends one way when it is accepted and declined at the same moment', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 10 }, () => line.accept('lena', offerId)),
      ...Array.from({ length: 10 }, () => line.reject('lena', offerId)),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ body }) => body.code === 'offer-over')).toHaveLength(10);
    expect(await ends()).toHaveLength(1);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('goes back into the line when declined, and then to the other one', async () => {
    const { status, body } = await line.reject('lena', offerId);
    expect([status, body]).toMatchObject([200, { state: 'rejected', version: 3 }]);
    expect(await line.items('waiting')).toMatchObject([{ agentId: null, version: 3, offers: 1 }]);
    expect(await line.me('lena')).toMatchObject({
      capacity: { used: 0 },
      presence: 'available',
      presenceSetBy: 'system',
    });
    expect(await ends()).toMatchObject([{ outcome: 'rejected', version: 3 }]);
    expect(await timers()).toBe(0);

    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'diego' });
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.offerTo('diego')).toMatchObject({ why: 'Most free capacity, 6 of 6' });
  });

  it('is declined once however often it is said', async () => {
    await line.reject('lena', offerId);
    expect(await line.reject('lena', offerId)).toMatchObject({ status: 200, body: { state: 'rejected' } });
    expect(await ends()).toHaveLength(1);
  });

  it('cannot be accepted once declined', async () => {
    await line.reject('lena', offerId);
    const detail = 'You have declined this offer.';
    expect(await line.accept('lena', offerId)).toMatchObject({ status: 409, body: { code: 'offer-over', detail } });
  });

  it('is unknown to everybody else', async () => {
    for (const answer of [line.accept, line.reject])
      expect(await answer('diego', offerId)).toMatchObject({ status: 404, body: { code: 'offer-not-found' } });
    expect(await line.accept('lena', '018f0000-0000-7000-8000-00000000dead')).toMatchObject({ status: 404 });
  });

  it('says who has the conversation when it is accepted too late', async () => {
    await service.database.dataSource.query(`UPDATE offer SET expires_at = now() - interval '1 hour'`);
    await service.database.dataSource.query(`UPDATE timer SET due_at = now() - interval '1 hour'`);
    await service.turn('timers');
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'diego' });
    await line.assign();
    expect(await line.accept('lena', offerId)).toMatchObject({
      body: { code: 'offer-over', detail: 'The time to accept this offer ran out.' },
    });
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect(await line.accept('lena', offerId)).toMatchObject({
      status: 409,
      body: { code: 'already-taken', detail: 'Diego Kessler has taken this conversation.' },
    });
  });

  it('is declined three times by the only agent and never offered to them again', async () => {
    for (let n = 1; n <= 3; n++) {
      await line.reject('lena', (await line.offerTo('lena')).id);
      await line.assign();
    }
    expect(await line.offersTo('lena')).toEqual([]);
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'diego' });
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
  });
});

describe('an offer that nobody answers', () => {
  let clock: ReturnType<typeof aClock>;
  beforeEach(async () => {
    clock = aClock(service);
    line = await aLine(service, { agents: ['lena'] });
    await line.customersWrite();
    await line.assign();
  });
  /** Time passes, and the desk goes on showing what is offered. */
  const passShowing = async (seconds: number) => {
    for (let n = 0; n < seconds; n += 10) {
      await line.beat('lena', ...(await line.offersTo('lena')).map(({ id }) => id));
      clock.pass(Math.min(10, seconds - n));
      await service.turn('timers');
    }
  };

  it('stands while the desk shows it and the countdown runs', async () => {
    await passShowing(119);
    expect(await line.offersTo('lena')).toHaveLength(1);
    expect(await ends()).toEqual([]);
  });

  it('times out at the end of the countdown: a decline, and the presence stays', async () => {
    await passShowing(120);
    expect(await ends()).toMatchObject([{ outcome: 'timed-out', version: 3 }]);
    expect(await line.items('waiting')).toMatchObject([{ offers: 1 }]);
    expect(await line.me('lena')).toMatchObject({ presence: 'available', capacity: { used: 0 } });
    const [{ passes }] = await service.database.read((db) => db.query(`SELECT passes FROM work_item`));
    expect(passes).toEqual({ [line.idOf('lena')]: { declined: 1, lost: 0, declinedAt: expect.any(String) } });
  });

  it('is lost when no desk shows it for 15 s, which is no decline', async () => {
    clock.pass(9);
    await line.beat('lena');
    clock.pass(6);
    await service.turn('timers');
    expect(await ends()).toMatchObject([{ outcome: 'lost', reason: 'unseen' }]);
    const [{ passes }] = await service.database.read((db) => db.query(`SELECT passes FROM work_item`));
    expect(passes).toEqual({ [line.idOf('lena')]: { declined: 0, lost: 1 } });
  });

  it('is lost when the desk of its agent goes away and is not back in a moment', async () => {
    await service.post('/api/routing/agents/me/leave', { as: 'lena', body: {} });
    clock.pass(3);
    await service.turn('timers');
    expect(await ends()).toMatchObject([{ outcome: 'lost', reason: 'desk-away' }]);
  });

  it('ends together with all others that are due, and leaves no timer behind', async () => {
    await line.customersWrite(5);
    await line.assign();
    expect(await timers()).toBe(6);
    clock.pass(16);
    await service.turn('timers');
    expect((await ends()).map(({ outcome }) => outcome)).toEqual(Array(6).fill('lost'));
    expect(await timers()).toBe(0);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 }, presence: 'available' });
  });
});

describe('work that agents decline', () => {
  const settings = '/api/routing/assignment-settings';
  const allowed = async (declinesAllowed: number) => {
    const { version } = (await service.get(settings, { as: 'dana' })).body;
    const headers = { 'if-match': `"${version}"` };
    return service.put(settings, { declinesAllowed }, { as: 'dana', headers });
  };
  const ofWorkstream = async (declinesAllowed: number | null) => {
    const url = `/api/routing/workstreams/${line.workstreamId}/distribution`;
    const { version, ...before } = (await service.get(url, { as: 'dana' })).body;
    const headers = { 'if-match': `"${version}"` };
    const { status } = await service.put(url, { ...before, declinesAllowed }, { as: 'dana', headers });
    expect(status).toBe(200);
  };
  /** How often lena, who is alone there, is offered it before she is not any more. */
  const declines = async () => {
    for (let times = 0; times < 10; times += 1) {
      await line.assign();
      const [offer] = await line.offersTo('lena');
      if (!offer) return times;
      await line.reject('lena', offer.id);
    }
    return Infinity;
  };
  beforeEach(async () => {
    line = await aLine(service, { agents: ['lena'] });
    await line.customersWrite();
  });

  it.each([1, 5])(
    'is offered to the same one no more after as many times as the organisation allows: %d',
    async (n) => {
      expect((await allowed(n)).body).toMatchObject({ declinesAllowed: n });
      expect(await declines()).toBe(n);
      // it is theirs to take, or a supervisor’s to give (product.md 11.5)
      const [item] = await line.items('waiting');
      expect((await service.post(`/api/routing/work-items/${item!.id}/pick`, { as: 'lena' })).status).toBe(200);
    },
  );

  it('is offered three times while nobody has said anything, and once more when more is allowed', async () => {
    expect((await service.get(settings, { as: 'dana' })).body).toMatchObject({ declinesAllowed: 3, version: 0 });
    expect(await declines()).toBe(3);
    await allowed(4);
    expect(await declines()).toBe(1);
  });

  it('is offered as often as its workstream says where that says something', async () => {
    await allowed(5);
    await ofWorkstream(2);
    expect(await declines()).toBe(2);
    await ofWorkstream(null);
    expect(await declines()).toBe(3);
  });

  it.each([0, 6, 2.5])('cannot be declined %d times', async (n) => {
    const answer = await allowed(n);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'declinesAllowed' }] } });
    expect((await service.get(settings, { as: 'dana' })).body).toMatchObject({ version: 0 });
  });
});
