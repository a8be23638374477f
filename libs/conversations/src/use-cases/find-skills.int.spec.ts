import { v7 as uuid } from 'uuid';
import {
  botKind,
  conversationReady,
  directoryAnswer,
  rulesChanged,
  skillFinderKind,
  workstreamChanged,
  workstreamSettings,
} from '#contracts';
import { isGenuine, OutsideSettings } from '#outside';
import { Seal } from '#secrets';
import {
  aChannel,
  aClock,
  aListener,
  anEvent,
  aService,
  aText,
  type Heard,
  type Listener,
  onThisMachine,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { AskBots } from '../timers/ask-bots.ts';
import { AskDirectory } from '../timers/ask-directory.ts';
import { AskSkillFinders } from '../timers/ask-skill-finders.ts';

const seal = new Seal(`one:${Buffer.alloc(32, 7).toString('base64')}`);
const { workstreamId } = aChannel().data;
const topics = '0199c1d4-7c00-7000-8000-000000000c01';
const language = '0199c1d4-7c00-7000-8000-000000000c02';

let service: Service;
let other: Listener;
beforeEach(async () => {
  other = await aListener(() => ({ body: { tags: [] } }));
  service = await aService(ConversationsModule, conversationsSchema, [
    [OutsideSettings, onThisMachine],
    [ConversationsSettings, { seal, country: 'US' }],
  ]);
  const workstream = { workstreamId, version: 1, slug: 'support', name: 'Support', direction: 'inbound' };
  await service.hear(anEvent(workstreamChanged, { ...workstream, mode: 'push', fallbackQueueId: uuid() }));
});
afterEach(async () => {
  await service.stop();
  await other.stop();
});

/** A skill finder that answers on a path of its own. */
const finder = (id: string, slug: string, more: object = {}) =>
  service.hear(
    anEvent(skillFinderKind.changed, {
      ...{ id, version: 1, slug, name: slug, address: `${other.url}/${slug}`, timeoutSeconds: 1 },
      ...more,
    }),
  );
/** The rules of the workstream ask these. */
const rulesAsk = (...skillFinderIds: string[]) =>
  service.hear(
    anEvent(rulesChanged, {
      ...{ kind: 'classification', subjectId: workstreamId, version: 2, calendars: [] },
      skillFinderIds,
    }),
  );
const turned = async () => {
  await service.turn('errands.skill-finders');
  await service.app.get(AskSkillFinders).lanes.settled();
};
const ready = async () => {
  await service.turn('outbox');
  return service.said(conversationReady.type).map((event) => conversationReady.parse(event).data);
};
const answers = (by: Record<string, { status?: number; body?: unknown; never?: boolean }>) =>
  other.answers(({ path }) => by[path.slice(1)] ?? {});

describe('skill finders', () => {
  it('are asked, signed, about what was chosen; routing hears of the conversation once, with their tags', async () => {
    await finder(topics, 'topics', { inputs: ['conversation.text', 'sms.country', 'contact.tier'] });
    await finder(language, 'language');
    await rulesAsk(topics, language);
    const { body: made } = await service.put(`/api/conversations/secrets/skill-finder/${topics}`, {}, { as: 'dana' });
    answers({
      topics: { body: { tags: ['billing', { tag: 'refunds', rating: 7 }] } },
      language: { body: { tags: [{ tag: 'german' }] } },
    });
    await service.hear(aChannel(), aText({ body: 'My bill is wrong' }));
    expect(await ready()).toEqual([]);
    // what else is written meanwhile is no second question
    await service.hear(aText({ body: 'Hello?', receivedAt: '2026-01-05T09:00:05.000Z' }));
    await turned();
    await turned();
    expect(await ready()).toMatchObject([
      {
        skillFinders: [
          {
            skillFinderId: topics,
            tags: [
              { tag: 'billing', rating: null },
              { tag: 'refunds', rating: 7 },
            ],
            failure: null,
          },
          { skillFinderId: language, tags: [{ tag: 'german', rating: null }], failure: null },
        ],
      },
    ]);
    expect(other.heard).toHaveLength(2);
    const call = other.heard.find(({ path }) => path === '/topics') as Heard;
    expect(call.body).toMatchObject({
      type: 'find-skills',
      text: 'My bill is wrong\nUS',
      inputs: { 'conversation.text': 'My bill is wrong', 'sms.country': 'US', 'contact.tier': null },
    });
    expect(isGenuine(made.secret, call.headers, call.text, service.database.now())).toBe(true);
  });

  it.each([
    ['fails', { status: 500 }, 'The answer was 500.'],
    ['says something else', { body: { labels: ['x'] } }, 'It answered with something else than tags.'],
    ['does not answer', { never: true }, 'No answer within 1 s.'],
  ])('hold nothing up where one %s: it said nothing, and why', async (_what, answer, failure) => {
    await finder(topics, 'topics');
    await finder(language, 'language');
    await rulesAsk(topics, language);
    answers({ topics: answer, language: { body: { tags: ['german'] } } });
    await service.hear(aChannel(), aText());
    await turned();
    expect(await ready()).toMatchObject([
      {
        skillFinders: [
          { skillFinderId: topics, tags: [], failure },
          { tags: [{ tag: 'german' }], failure: null },
        ],
      },
    ]);
  });

  it('that are turned off, or that nobody knows, say nothing', async () => {
    await finder(topics, 'topics', { active: false });
    await rulesAsk(topics, language);
    await service.hear(aChannel(), aText());
    await turned();
    expect((await ready())[0]!.skillFinders!.map(({ failure }) => failure)).toEqual([
      'It is turned off.',
      'It is turned off.',
    ]);
    expect(other.heard).toEqual([]);
  });

  it('are not waited for longer than they may take, whatever became of who asked them', async () => {
    const clock = aClock(service);
    await finder(topics, 'topics');
    await rulesAsk(topics);
    await service.hear(aChannel(), aText());
    // nobody asks: the process that would have is gone
    await service.turn('timers');
    expect(await ready()).toEqual([]);
    clock.pass(12);
    await service.turn('timers');
    expect(await ready()).toMatchObject([{ skillFinders: [{ tags: [], failure: 'It did not answer in time.' }] }]);
    await turned();
    expect(await ready()).toHaveLength(1);
    expect(other.heard).toEqual([]);
  });

  it('are asked about nothing where no rule asks them, and no more once none does', async () => {
    await finder(topics, 'topics');
    await service.hear(aChannel(), aText());
    expect(await ready()).toHaveLength(1);
    await rulesAsk(topics);
    await service.hear(
      anEvent(rulesChanged, { kind: 'classification', subjectId: workstreamId, version: 3, calendars: [] }),
    );
    await service.hear(aText({ from: '+14155550177' as never, body: 'Another' }));
    expect(await ready()).toHaveLength(2);
    expect((await ready()).every(({ skillFinders }) => skillFinders === undefined)).toBe(true);
  });

  it('are asked once a bot has handed over, about the customer’s own words', async () => {
    const botId = uuid();
    await finder(topics, 'topics');
    await rulesAsk(topics);
    await service.hear(
      anEvent(botKind.changed, { id: botId, version: 1, slug: 'marvin', name: 'Marvin', address: `${other.url}/bot` }),
      anEvent(workstreamSettings.changed, { workstreamId, version: 1, botId }),
    );
    answers({
      bot: { body: { commands: [{ do: 'reply', text: 'One moment.' }, { do: 'escalate' }] } },
      topics: { body: { tags: ['billing'] } },
    });
    await service.hear(aChannel(), aText({ body: 'My bill is wrong' }));
    await turned();
    expect(other.heard).toEqual([]);
    await service.turn('errands.bot');
    await service.app.get(AskBots).lanes.settled();
    expect(await ready()).toEqual([]);
    await turned();
    expect(other.heard.at(-1)!.body.text).toBe('My bill is wrong');
    expect(await ready()).toMatchObject([
      { preview: 'My bill is wrong', skillFinders: [{ tags: [{ tag: 'billing' }] }] },
    ]);
  });

  it('are asked once the directory has answered, with what it found', async () => {
    const source = { source: 'http', address: `${other.url}/directory`, timeoutSeconds: 2, cacheSeconds: 0 };
    expect(await service.put('/api/conversations/directory', source, { as: 'dana' })).toMatchObject({ status: 200 });
    await finder(topics, 'topics', { inputs: ['contact.name'] });
    await rulesAsk(topics);
    const found = directoryAnswer.parse({
      contacts: [{ id: 'c-1', name: 'Anna Berg', attributes: {}, accountId: null, caseIds: [] }],
    });
    answers({ directory: { body: found }, topics: { body: { tags: ['billing'] } } });
    await service.hear(aChannel(), aText());
    await turned();
    expect(other.heard.map(({ path }) => path)).toEqual([]);
    await service.turn('errands.directory');
    await service.app.get(AskDirectory).lanes.settled();
    await turned();
    expect(other.heard.map(({ path }) => path)).toEqual(['/directory', '/topics']);
    expect(await ready()).toHaveLength(1);
  });

  it('are tried about a text that nobody wrote, by administrators and supervisors', async () => {
    await finder(topics, 'topics', { inputs: ['conversation.text', 'contact.tier'] });
    answers({ topics: { body: { tags: ['billing'] } } });
    const url = `/api/conversations/skill-finders/${topics}/try`;
    const known = {
      contact: { id: 'c', name: 'Anna', attributes: { tier: 'gold' } },
      ...{ account: null, case: null, variables: {}, preferredAgentIds: [] },
    };
    const asked = { workstreamId, customer: '+14155550111', text: 'Hello', known };
    expect(await service.post(url, { as: 'dana', body: asked })).toMatchObject({
      status: 200,
      body: { skillFinderId: topics, tags: [{ tag: 'billing', rating: null }], failure: null },
    });
    expect(other.heard.at(-1)!.body).toMatchObject({ conversationId: null, text: 'Hello\ngold' });
    expect((await service.post(url, { as: 'lena', body: asked })).status).toBe(403);
    const nobody = `/api/conversations/skill-finders/${uuid()}/try`;
    expect(await service.post(nobody, { as: 'dana', body: asked })).toMatchObject({
      ...{ status: 404, body: { code: 'skill-finder-not-found' } },
    });
  });
});
