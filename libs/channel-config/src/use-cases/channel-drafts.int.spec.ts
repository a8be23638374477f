import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { automatedMessageKind, channelChanged, conversationsUsage, gatewayUsage } from '#contracts';
import { anEvent, aService, type Service } from '#testing';
import { ChannelConfigModule } from '../channel-config.module.ts';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { channelConfigSchema } from '../schema.ts';

const settings = new ChannelConfigSettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` });
const root = '/api/channel-config';

let service: Service;
const workstreamId = uuid();
const hoursId = uuid();
beforeAll(async () => {
  service = await aService(ChannelConfigModule, channelConfigSchema, [[ChannelConfigSettings, settings]]);
  await put('/provisioning/sms', { enabled: true });
  await put(`/workstreams/${workstreamId}`, { slug: 'deliveries', name: 'Deliveries', fallbackQueueId: uuid() });
  await put(`/operating-hours/${hoursId}`, { slug: 'office', name: 'Office', timeZone: 'Europe/Berlin', shifts: [] });
});
afterAll(() => service.stop());

const put = async (path: string, body: object) => {
  const answer = await service.put(`${root}${path}`, body, { as: 'dana' });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
};
let made = 0;
/** An account with one more number that nobody has. */
async function aNumber(): Promise<string> {
  const id = uuid();
  made += 1;
  await put(`/accounts/${uuid()}`, {
    slug: `account-${made}`,
    name: `Account ${made}`,
    provider: 'twilio',
    accountSid: `AC${'a'.repeat(32)}`,
    authToken: 'b'.repeat(32),
    numbers: [{ id, number: `1425230${String(6000 + made)}`, type: 'long-code' }],
  });
  return id;
}

const how = (version?: number, as = 'dana') => ({
  as,
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const at = (id: string) => `${root}/channel-drafts/${id}`;
const save = (id: string, said: object, version?: number, as?: string) => service.put(at(id), said, how(version, as));
const finish = (id: string, version?: number) => service.post(`${at(id)}/finish`, how(version));
const summary = async (id: string) => (await service.get(`${at(id)}/summary`, how())).body;
const channel = (id: string) => service.get(`${root}/channels/${id}`, how());
const complete = (numberId: string, name = `Line ${numberId.slice(-8)}`) => ({
  setup: { workstreamId, name, numberId },
  language: { language: 'en-US' },
});
const begin = async (said: object): Promise<string> => {
  const id = uuid();
  expect(await save(id, said)).toMatchObject({ status: 200 });
  return id;
};
const said = async (type: string, id: string) => {
  await service.turn('outbox');
  return service.said(type).filter(({ data }) => JSON.stringify(data).includes(id));
};

describe('a draft of a channel', () => {
  it('may be empty, and tells by page what is missing', async () => {
    const id = uuid();
    const { status, headers, body } = await save(id, {});
    expect([status, headers['etag']]).toEqual([200, '"1"']);
    expect(body).toMatchObject({ id, state: 'draft', by: { subject: 'dana' }, setup: {}, behaviors: {} });
    expect(body.problems.setup.map(({ field }: { field: string }) => field)).toEqual([
      'setup.name',
      'setup.workstreamId',
      'setup.numberId',
    ]);
    expect(body.problems).toMatchObject({
      language: [{ field: 'language.language', code: 'required', message: 'is required' }],
      behaviors: [],
      userFeatures: [],
    });
  });

  it('keeps what was typed even when it is wrong, and says so in the words of every other door', async () => {
    const typed = {
      setup: { name: 'x'.repeat(101), slug: 'Deliveries Line', numberId: '14252306549', workstreamId: uuid() },
      language: { language: 'Klingon' },
      behaviors: { survey: { enabled: true, message: 'y'.repeat(201) } },
    };
    const { body } = await save(uuid(), typed);
    expect(body).toMatchObject(typed);
    const told = Object.values(body.problems as Record<string, { field: string; message: string }[]>).flat();
    expect(told.map(({ field, message }) => `${field} ${message.slice(0, 29)}`)).toEqual([
      'setup.slug must be lower-case words join',
      'setup.name must have at most 100 charact',
      'setup.numberId must be a UUID',
      'setup.workstreamId There is no such workstream.',
      'language.language must be one of ar-SA, bg-BG, ',
      'behaviors.survey.message must have at most 200 charact',
      'behaviors.survey.surveyId is required while it is enabl',
    ]);
  });

  it('is changed from the version that was read, and the same request again answers the same', async () => {
    const id = await begin({});
    const first = await save(id, { language: { language: 'de-DE' } }, 1);
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await save(id, { language: { language: 'fr-FR' } }, 1)).toMatchObject({ status: 412 });
    expect(await save(id, { language: { language: 'de-DE' } }, 2)).toMatchObject({ body: { version: 2 } });
    expect(await save(id, { language: { language: 'de-DE' } })).toMatchObject({ status: 200, body: first.body });
    expect(await save(id, {})).toMatchObject({ status: 409, body: { code: 'already-exists' } });
  });

  it('refuses what no page has: other types, and texts without an end', async () => {
    const wrong = await save(uuid(), { setup: { name: 17 }, language: { language: 'x'.repeat(501) } });
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'setup.name' }, { field: 'language.language' }] },
    });
  });

  it('is thrown away when that is asked for', async () => {
    const id = await begin({});
    expect(await service.remove(at(id), how())).toMatchObject({ status: 428 });
    expect(await service.remove(at(id), how(7))).toMatchObject({ status: 412 });
    expect(await service.remove(at(id), how(1))).toMatchObject({ status: 204 });
    expect(await service.get(at(id), how())).toMatchObject({ status: 404, body: { code: 'draft-not-found' } });
    expect(await finish(id, 1)).toMatchObject({ status: 404 });
    expect(await service.get(`${at(id)}/summary`, how())).toMatchObject({ status: 404 });
  });

  it('is for administrators', async () => {
    const id = await begin({});
    for (const as of ['sofia', 'lena']) {
      expect(await save(uuid(), {}, undefined, as)).toMatchObject({ status: 403 });
      expect(await service.get(at(id), { as })).toMatchObject({ status: 403 });
      expect(await service.get(`${root}/channel-drafts`, { as })).toMatchObject({ status: 403 });
    }
  });

  /** Lets days pass: what happened so far happened so much earlier. */
  const pass = async (id: string, days: number) => {
    await service.database.read(async (db) => {
      await db.query(`UPDATE channel_draft SET changed_at = changed_at - $2 * interval '1 day' WHERE id = $1`, [
        id,
        days,
      ]);
      await db.query(`UPDATE timer SET due_at = due_at - $2 * interval '1 day' WHERE subject = $1`, [id, days]);
    });
    await service.turn('timers');
  };

  it('goes when nobody changed it for thirty days', async () => {
    const id = await begin({});
    await pass(id, 29);
    await save(id, { language: { language: 'de-DE' } }, 1);
    await pass(id, 29);
    expect(await service.get(at(id), how())).toMatchObject({ status: 200 });
    await pass(id, 1.1);
    expect(await service.get(at(id), how())).toMatchObject({ status: 404 });
  });
});

describe('the list of drafts', () => {
  it("has one's own, or all, page by page, and no finished ones", async () => {
    const ids = [await begin({}), await begin({}), await begin({ setup: { name: 'Third' } })];
    await service.database.read((db) =>
      db.query(`UPDATE channel_draft SET by_subject = 'other' WHERE id = $1`, [ids[1]]),
    );
    const finished = await begin(complete(await aNumber()));
    await finish(finished, 1);
    const list = async (query: string) => {
      const seen: { id: string; name: string | null }[] = [];
      for (let next: string | null = ''; next !== null;) {
        const cursor: string = next === '' ? '' : `&cursor=${next}`;
        const { body } = await service.get(`${root}/channel-drafts?limit=2${query}${cursor}`, how());
        seen.push(...body.items);
        next = body.next as string | null;
      }
      return seen;
    };
    const mine = await list('');
    expect(mine.slice(0, 2)).toMatchObject([{ id: ids[2], name: 'Third' }, { id: ids[0] }]);
    const all = (await list('&whose=all')).map(({ id }) => id);
    expect(all.slice(0, 3)).toEqual(ids.toReversed());
    expect(all).not.toContain(finished);
    expect(new Set(all).size).toBe(all.length);
    expect(await service.get(`${root}/channel-drafts?whose=yours`, how())).toMatchObject({ status: 400 });
  });
});

describe('the summary', () => {
  it('shows the channel as it would become, with the names of all that it names and the address to enter', async () => {
    const numberId = await aNumber();
    const id = await begin({
      ...complete(numberId, 'Café line'),
      behaviors: {
        operatingHours: { enabled: true, hoursId },
        automatedMessages: [{ trigger: 'greeting', text: 'Welcome' }],
      },
      userFeatures: { attachments: { enabled: true, customers: true } },
    });
    const answer = await summary(id);
    expect(answer).toMatchObject({
      isReady: true,
      missing: [],
      version: 1,
      channel: {
        slug: 'cafe-line',
        name: 'Café line',
        workstream: { id: workstreamId, name: 'Deliveries' },
        account: { name: `Account ${made}` },
        number: `+1425230${6000 + made}`,
        language: 'en-US',
        operatingHours: { enabled: true, hours: { id: hoursId, name: 'Office' } },
        automatedMessages: [{ trigger: 'greeting', text: 'Welcome', active: true }],
        survey: { enabled: false, survey: null, mode: 'link', bot: { sameSettings: true } },
        attachments: { enabled: true, customers: true, agents: false },
        realTimeTranslation: false,
      },
    });
    await finish(id, 1);
    expect((await channel(id)).body.inboundUrl).toBe(answer.inboundUrl);
  });

  it('shows what is missing, and no address before there is a number', async () => {
    const answer = await summary(await begin({ setup: { name: 'Line' } }));
    expect(answer).toMatchObject({ isReady: false, inboundUrl: null, channel: { name: 'Line', workstream: null } });
    expect(answer.missing).toHaveLength(3);
  });
});

describe('finishing', () => {
  it('makes the channel with everything it has, in one go; nothing was said before', async () => {
    const numberId = await aNumber();
    const id = await begin({
      ...complete(numberId),
      behaviors: {
        operatingHours: { enabled: true, hoursId },
        automatedMessages: [
          { trigger: 'greeting', text: 'Welcome' },
          { trigger: 'agent-joined', text: '{AgentName} is here', active: false },
        ],
      },
      userFeatures: { attachments: { enabled: true, customers: true }, realTimeTranslation: true },
    });
    expect(await channel(id)).toMatchObject({ status: 404 });
    expect(await said('channel-config.', id)).toEqual([]);

    const { status, body, headers } = await finish(id, 1);
    expect([status, headers['etag']]).toEqual([200, '"1"']);
    expect(body).toEqual((await channel(id)).body);
    expect(body).toMatchObject({ id, version: 1, numberId, settings: { operatingHours: { enabled: true, hoursId } } });
    expect(await said(channelChanged.type, id)).toMatchObject([
      {
        data: {
          channelId: id,
          settings: {
            operatingHoursId: hoursId,
            customersMayAttach: true,
            agentsMayAttach: false,
            survey: null,
            realTimeTranslation: true,
          },
        },
      },
    ]);
    expect(await said(automatedMessageKind.changed.type, id)).toMatchObject([
      {
        data: { trigger: 'greeting', level: 'channel', channelId: id, locale: 'en-US', text: 'Welcome', active: true },
      },
      { data: { trigger: 'agent-joined', active: false } },
    ]);
    expect((await service.get(at(id), how())).body).toMatchObject({ state: 'finished', version: 2 });
  });

  it('is done once, however often it is asked for', async () => {
    const id = await begin(complete(await aNumber()));
    const answers = await Promise.all([finish(id, 1), finish(id, 1), finish(id, 1)]);
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: { id, version: 1 } });
    expect(await said(channelChanged.type, id)).toHaveLength(1);
    expect(await save(id, {}, 2)).toMatchObject({ status: 409, body: { code: 'draft-finished' } });
    expect(await service.remove(at(id), how(2))).toMatchObject({ status: 204 });
    expect(await channel(id)).toMatchObject({ status: 200 });
  });

  it('starts from the version that was read', async () => {
    const id = await begin(complete(await aNumber()));
    expect(await finish(id)).toMatchObject({ status: 428 });
    expect(await finish(id, 7)).toMatchObject({ status: 412 });
    expect(await channel(id)).toMatchObject({ status: 404 });
  });

  it('is refused with every problem by its field, and makes nothing', async () => {
    const id = await begin({ setup: { name: 'Line', slug: 'No Slug', numberId: uuid() } });
    const refused = await finish(id, 1);
    expect(refused).toMatchObject({ status: 409, body: { code: 'draft-incomplete' } });
    expect(refused.body.errors.map(({ field }: { field: string }) => field)).toEqual(
      (await summary(id)).missing.map(({ field }: { field: string }) => field),
    );
    expect(refused.body.errors).toHaveLength(4);
    expect(await said('channel-config.', id)).toEqual([]);
  });

  it('gives a number to one of two who want it; to the other it is a problem like any other', async () => {
    const numberId = await aNumber();
    const ids = [await begin(complete(numberId, 'One')), await begin(complete(numberId, 'Two'))];
    const answers = await Promise.all(ids.map((id) => finish(id, 1)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const loser = ids[answers.findIndex(({ status }) => status === 409)]!;
    expect((await service.get(at(loser), how())).body.problems.setup).toMatchObject([
      { field: 'setup.numberId', code: 'number-taken' },
    ]);
  });

  it('succeeds exactly when the summary says that nothing is missing', async () => {
    const free = await aNumber();
    const wired = await aNumber();
    await finish(await begin(complete(wired)), 1);
    const typed = (...values: string[]) => fc.constantFrom('', 'wrong!', ...values, ...values, ...values);
    const flag = fc.constantFrom(undefined, true, false);
    const someSaid = fc.record({
      setup: fc.record({
        workstreamId: typed(workstreamId),
        name: typed('Some', 'Other line', 'office'),
        slug: fc.constantFrom('', '', 'deliveries', 'No Slug', 'taken'),
        numberId: fc.constantFrom(free, free, free, wired, uuid()),
      }),
      language: fc.record({ language: typed('en-US', 'de-DE') }),
      behaviors: fc.record({
        operatingHours: fc.record({ enabled: flag, hoursId: fc.constantFrom(null, hoursId, hoursId, uuid()) }),
        automatedMessages: fc.array(
          fc.record({ trigger: typed('greeting', 'agent-joined', 'holiday'), text: typed('Hello', 'Hi {AgentName}') }),
          { maxLength: 2 },
        ),
      }),
    });
    const outcomes: boolean[] = [];
    await fc.assert(
      fc.asyncProperty(someSaid, async (asked) => {
        const id = await begin(asked);
        const { isReady } = await summary(id);
        const { status } = await finish(id, 1);
        expect([status, isReady]).toEqual(isReady ? [200, true] : [409, false]);
        outcomes.push(isReady);
        if (isReady) await forget(id);
      }),
      { numRuns: 60 },
    );
    expect(new Set(outcomes)).toEqual(new Set([true, false]));
  });
  /** As if it had never been, so that its number and slug are free again. */
  const forget = (id: string) =>
    service.database.read(async (db) => {
      await db.query(`DELETE FROM definition WHERE body->>'channelId' = $1`, [id]);
      await db.query(`DELETE FROM channel WHERE id = $1`, [id]);
    });
});

describe('the settings of a channel', () => {
  const wire = async (changes: object = {}) => {
    const id = uuid();
    const { setup, language } = complete(await aNumber());
    const body = { ...setup, ...language, slug: `line-${made}`, ...changes };
    return { id, body, answer: await service.put(`${root}/channels/${id}`, body, how()) };
  };
  const off = {
    operatingHours: { enabled: false, hoursId: null },
    survey: {
      enabled: false,
      surveyId: null,
      mode: 'link',
      message: '',
      bot: { enabled: false, surveyId: null, mode: 'link', message: '', sameSettings: true },
    },
    attachments: { enabled: false, customers: false, agents: false },
    realTimeTranslation: false,
  };
  const open = { operatingHours: { enabled: true, hoursId } };

  it('are all off for a channel of which nothing is said', async () => {
    expect((await wire()).answer).toMatchObject({ status: 200, body: { settings: off } });
  });

  it('stay as they are where a change does not speak of them', async () => {
    const { id, body } = await wire({ settings: open });
    const renamed = await service.put(`${root}/channels/${id}`, { ...body, settings: undefined, name: 'New' }, how(1));
    expect(renamed.body).toMatchObject({ name: 'New', version: 2, settings: open });
    const closed = await service.put(`${root}/channels/${id}`, { ...body, name: 'New', settings: {} }, how(2));
    expect(closed.body).toMatchObject({ version: 3, settings: off });
  });

  it('are refused where they name what is not there, and nothing changes', async () => {
    const { id, answer } = await wire({ settings: { operatingHours: { enabled: true, hoursId: uuid() } } });
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'unknown-reference', errors: [{ field: 'settings.operatingHours.hoursId' }] },
    });
    expect(await channel(id)).toMatchObject({ status: 404 });
    const { answer: surveyless } = await wire({ settings: { survey: { enabled: true } } });
    expect(surveyless).toMatchObject({ status: 400, body: { errors: [{ field: 'settings.survey.surveyId' }] } });
  });

  it('hold fast to the hours they name, until they name them no more', async () => {
    const hours = `${root}/operating-hours/${uuid()}`;
    await service.put(hours, { slug: 'night', name: 'Night', timeZone: 'UTC', shifts: [] }, how());
    const named = { operatingHours: { enabled: false, hoursId: hours.split('/').at(-1) } };
    const { id, body } = await wire({ name: 'Night line', settings: named });
    expect(await service.remove(hours, how(1))).toMatchObject({
      status: 409,
      body: { code: 'in-use', detail: 'Used by channel Night line.' },
    });
    await service.put(`${root}/channels/${id}`, { ...body, settings: {} }, how(1));
    expect(await service.remove(hours, how(1))).toMatchObject({ status: 204 });
  });

  it('let go of the hours when the channel is removed', async () => {
    const hours = `${root}/operating-hours/${uuid()}`;
    await service.put(hours, { slug: 'old', name: 'Old', timeZone: 'UTC', shifts: [] }, how());
    const { id } = await wire({ settings: { operatingHours: { enabled: true, hoursId: hours.split('/').at(-1) } } });
    await service.post(`${root}/channels/${id}/retire`, { ...how(1), body: { how: 'wait' } });
    expect(await service.remove(hours, how(1))).toMatchObject({ status: 409, body: { code: 'in-use' } });
    const none = {
      countedAt: '2026-11-24T12:00:00Z',
      counted: [{ kind: 'channel', id, version: 2, report: 1, count: 0 }],
    };
    await service.hear(anEvent(gatewayUsage, none as never), anEvent(conversationsUsage, none as never));
    expect((await channel(id)).body).toMatchObject({ state: 'removed' });
    expect(await service.remove(hours, how(1))).toMatchObject({ status: 204 });
  });
});
