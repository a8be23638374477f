import { v7 as uuid } from 'uuid';
import { aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config/operating-hours';

let service: Service;
beforeAll(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
});
afterAll(() => service.stop());

const shiftId = uuid();
const nine = { allDay: false, opens: '09:00', closes: '17:00', nextDay: false };
const night = { allDay: false, opens: '22:00', closes: '06:00', nextDay: true };
const daily = { freq: 'DAILY', interval: 1 };
const shift = (changes: object = {}) => ({
  id: shiftId,
  startsOn: '2026-01-01',
  times: nine,
  repeats: daily,
  exceptions: [],
  ...changes,
});

let made = 0;
/** Hours in Berlin with one daily shift, from nine to five unless asked otherwise. */
async function some(changes: object = {}, shifts: object[] = [shift()]): Promise<string> {
  const at = `${root}/${uuid()}`;
  const body = { slug: `hours-${++made}`, name: 'Hours', timeZone: 'Europe/Berlin', shifts, ...changes };
  expect((await service.put(at, body, { as: 'dana' })).status).toBe(200);
  return at;
}
const now = async (at: string, instant: string) =>
  (await service.get(`${at}/now?at=${encodeURIComponent(instant)}`, { as: 'sofia' })).body;
const page = async (at: string, from: string, to: string) =>
  (await service.get(`${at}/stretches?from=${from}&to=${to}`, { as: 'sofia' })).body;
const from = (version?: number) => (version === undefined ? {} : { headers: { 'if-match': `"${version}"` } });
const edit = (at: string, body: object, version?: number, id = shiftId) =>
  service.post(`${at}/shifts/${id}/edit`, { as: 'dana', body, ...from(version) });
const end = (at: string, query: string, version?: number) =>
  service.remove(`${at}/shifts/${shiftId}?${query}`, { as: 'dana', ...from(version) });
const datesOf = async (at: string, first: string, last: string) =>
  ((await page(at, first, last)).occurrences as { date: string; times: { closes: string } }[]).map(
    ({ date, times }) => `${date} ${times.closes}`,
  );

describe('asking operating hours how it stands', () => {
  it('answers in their own zone, with the shift that makes it open and the next change', async () => {
    expect(await now(await some(), '2026-11-24T10:00:00Z')).toMatchObject({
      timeZone: 'Europe/Berlin',
      at: '2026-11-24T11:00:00+01:00',
      isOpen: true,
      why: 'shift',
      occurrence: { shiftId, on: '2026-11-24' },
      holiday: null,
      nextChange: { at: '2026-11-24T17:00:00+01:00', opens: false },
    });
  });

  it('says the next ten times that it opens, over a change of the clocks', async () => {
    const { next } = await now(await some(), '2026-10-23T20:00:00Z');
    expect(next).toHaveLength(10);
    expect(next.slice(0, 2)).toEqual([
      { from: '2026-10-24T09:00:00+02:00', to: '2026-10-24T17:00:00+02:00' },
      { from: '2026-10-25T09:00:00+01:00', to: '2026-10-25T17:00:00+01:00' },
    ]);
  });

  it('is open over midnight by the shift of the day before', async () => {
    expect(await now(await some({}, [shift({ times: night })]), '2026-11-25T02:00:00Z')).toMatchObject({
      isOpen: true,
      occurrence: { on: '2026-11-24' },
      nextChange: { at: '2026-11-25T06:00:00+01:00', opens: false },
    });
  });

  it('is closed on a holiday whatever the shifts say, and says why', async () => {
    const holidays = [{ from: '2026-12-25', to: '2026-12-26', reason: 'Christmas' }];
    expect(await now(await some({ holidays }), '2026-12-25T10:00:00Z')).toMatchObject({
      isOpen: false,
      why: 'holiday',
      holiday: 'Christmas',
      occurrence: null,
      nextChange: { at: '2026-12-27T09:00:00+01:00', opens: true },
    });
  });

  it('is closed outside of the hours, and for good without shifts', async () => {
    expect(await now(await some(), '2026-11-24T20:00:00Z')).toMatchObject({ isOpen: false, why: 'outside-hours' });
    const never = { isOpen: false, nextChange: null, next: [] };
    expect(await now(await some({}, []), '2026-11-24T10:00:00Z')).toMatchObject(never);
  });

  it('is about this moment when no other is named', async () => {
    const at = await some({}, [shift({ times: { allDay: true } })]);
    expect((await service.get(`${at}/now`, { as: 'sofia' })).body).toMatchObject({ isOpen: true, nextChange: null });
  });

  it('refuses an instant that is none, and hours that are none', async () => {
    const wrong = await service.get(`${await some()}/now?at=soon`, { as: 'sofia' });
    expect([wrong.status, wrong.body]).toMatchObject([400, { errors: [{ field: 'at' }] }]);
    const unknown = await service.get(`${root}/${uuid()}/now`, { as: 'sofia' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'definition-not-found']);
    expect((await service.get(`${await some()}/now`, { as: 'lena' })).status).toBe(403);
  });
});

describe('a page of the calendar', () => {
  it('shows when it is open, and the openings and holidays that make it so', async () => {
    const holidays = [{ from: '2026-10-26', to: '2026-10-30', reason: 'Works outing' }];
    const at = await some({ holidays }, [shift({ times: night })]);
    expect(await page(at, '2026-10-24', '2026-10-26')).toMatchObject({
      open: [
        { from: '2026-10-24T00:00:00+02:00', to: '2026-10-24T06:00:00+02:00' },
        { from: '2026-10-24T22:00:00+02:00', to: '2026-10-25T06:00:00+01:00' },
        { from: '2026-10-25T22:00:00+01:00', to: '2026-10-26T00:00:00+01:00' },
      ],
      occurrences: [
        { shiftId, on: '2026-10-24', date: '2026-10-24', to: '2026-10-25T06:00:00+01:00', isException: false },
        { on: '2026-10-25' },
        { on: '2026-10-26' },
      ],
      holidays: [{ reason: 'Works outing' }],
    });
  });

  it.each([
    ['more than 92 days', 'from=2026-01-01&to=2026-04-03', 'to'],
    ['days that run backwards', 'from=2026-01-02&to=2026-01-01', 'to'],
    ['no last day', 'from=2026-01-02', 'to'],
    ['a day that is none', 'from=2026-02-30&to=2026-03-01', 'from'],
  ])('is refused for %s', async (_, query, field) => {
    const wrong = await service.get(`${await some()}/stretches?${query}`, { as: 'sofia' });
    expect([wrong.status, wrong.body]).toMatchObject([400, { errors: [{ field }] }]);
  });

  it('may be a whole quarter', async () => {
    expect((await page(await some(), '2026-01-01', '2026-04-02')).open).toHaveLength(92);
  });
});

describe('editing a shift', () => {
  it('changes this occurrence alone, and keeps what is not said', async () => {
    const at = await some();
    const longer = { allDay: false, opens: '09:00', closes: '20:00' };
    const moved = await edit(at, { scope: 'this-event', on: '2026-11-03', change: { date: '2026-11-04' } }, 1);
    expect([moved.status, moved.headers['etag']]).toEqual([200, '"2"']);
    await edit(at, { scope: 'this-event', on: '2026-11-03', change: { times: longer } }, 2);
    expect(await datesOf(at, '2026-11-02', '2026-11-05')).toEqual([
      '2026-11-02 17:00',
      '2026-11-04 17:00',
      '2026-11-04 20:00',
      '2026-11-05 17:00',
    ]);
  });

  it('changes this occurrence and all after it', async () => {
    const at = await some();
    const change = { times: { ...nine, closes: '18:00' } };
    const { body } = await edit(at, { scope: 'this-and-following', on: '2026-11-03', change }, 1);
    expect(body.shifts).toHaveLength(2);
    expect(await datesOf(at, '2026-11-02', '2026-11-04')).toEqual([
      '2026-11-02 17:00',
      '2026-11-03 18:00',
      '2026-11-04 18:00',
    ]);
  });

  it('changes the whole series, without being told a day', async () => {
    const at = await some();
    await edit(at, { scope: 'whole-series', change: { times: { ...nine, closes: '12:00' } } }, 1);
    expect(await datesOf(at, '2026-11-02', '2026-11-03')).toEqual(['2026-11-02 12:00', '2026-11-03 12:00']);
  });

  it('cancels this occurrence, ends the series before it, or takes the whole series out', async () => {
    const at = await some();
    await end(at, 'scope=this-event&on=2026-11-03', 1);
    expect(await datesOf(at, '2026-11-02', '2026-11-04')).toEqual(['2026-11-02 17:00', '2026-11-04 17:00']);
    await end(at, 'scope=this-and-following&on=2026-11-05', 2);
    expect(await datesOf(at, '2026-11-02', '2026-11-09')).toEqual(['2026-11-02 17:00', '2026-11-04 17:00']);
    expect((await end(at, 'scope=whole-series', 3)).body).toMatchObject({ version: 4, shifts: [] });
  });

  it.each([
    ['divides a series', 'edit', { scope: 'this-and-following', on: '2026-11-03', change: { times: night } }],
    ['moves a day', 'edit', { scope: 'this-event', on: '2026-11-03', change: { date: '2026-11-10' } }],
    ['ends a series', 'end', 'scope=this-and-following&on=2026-11-03'],
    ['takes a series out', 'end', 'scope=whole-series'],
  ] as const)('%s once when it is asked for twice', async (_, door, asked) => {
    const at = await some();
    const ask = () => (door === 'end' ? end(at, asked as string, 1) : edit(at, asked as object, 1));
    const [first, second] = [await ask(), await ask()];
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    expect(second.body).toEqual(first.body);
  });

  it('is written down in the history, and said whole', async () => {
    const at = await some();
    await edit(at, { scope: 'whole-series', change: { startsOn: '2026-02-01' } }, 1);
    const { items } = (await service.get(`${at}/changes`, { as: 'dana' })).body;
    expect(items[0]).toMatchObject({ version: 2, action: 'changed', differing: ['shifts.0.startsOn'] });
    await service.turn('outbox');
    const [said] = service.said('channel-config.operating-hours-changed').slice(-1);
    expect(said!.data).toMatchObject({ version: 2, shifts: [{ startsOn: '2026-02-01' }] });
  });

  it('starts from the version that was read, and from no other', async () => {
    const at = await some();
    const body = { scope: 'whole-series', change: { startsOn: '2026-02-01' } };
    expect(await edit(at, body)).toMatchObject({ status: 428 });
    expect(await edit(at, body, 7)).toMatchObject({ status: 412 });
    await edit(at, body, 1);
    expect(await edit(at, { ...body, change: { startsOn: '2026-03-01' } }, 1)).toMatchObject({ status: 412 });
    expect(await end(at, 'scope=whole-series')).toMatchObject({ status: 428 });
  });

  it.each([
    ['no day', { scope: 'this-event', change: { times: nine } }, 'on'],
    ['nothing to change', { scope: 'whole-series', change: {} }, 'change'],
    [
      'a first day for one occurrence',
      { scope: 'this-event', on: '2026-11-03', change: { startsOn: '2026-11-04' } },
      'change.startsOn',
    ],
    ['another scope', { scope: 'some', on: '2026-11-03', change: { times: nine } }, 'scope'],
    [
      'an end before its beginning',
      { scope: 'whole-series', change: { startsOn: '2027-01-01', repeats: { freq: 'DAILY', until: '2026-12-31' } } },
      'change.repeats.until',
    ],
  ])('is refused with %s, naming the field, and changes nothing', async (_, body, field) => {
    const at = await some();
    const wrong = await edit(at, body, 1);
    expect([wrong.status, wrong.body]).toMatchObject([400, { errors: [{ field }] }]);
    expect((await service.get(at, { as: 'dana' })).body).toMatchObject({ version: 1 });
  });

  it('is refused for a shift or a day that is not there, and by people who may only read', async () => {
    const at = await some({}, [shift({ repeats: { freq: 'WEEKLY', interval: 1, byDay: ['MO'] } })]);
    const body = { scope: 'this-event', on: '2026-11-03', change: { times: nine } };
    expect(await edit(at, body, 1)).toMatchObject({ status: 404, body: { code: 'occurrence-not-found' } });
    expect(await edit(at, body, 1, uuid())).toMatchObject({ status: 404, body: { code: 'shift-not-found' } });
    const sofia = { as: 'sofia', body, ...from(1) };
    expect(await service.post(`${at}/shifts/${shiftId}/edit`, sofia)).toMatchObject({ status: 403 });
  });
});
