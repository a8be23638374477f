import fc from 'fast-check';
import {
  channelId,
  type ChannelDraftRequest,
  channelDraftRequest,
  createChannelRequest,
  draftSteps,
  slug,
} from '#contracts';
import {
  changeDraft,
  type ChannelDraft,
  expiresAt,
  messagesOf,
  problemsOf,
  requestOf,
  slugFrom,
  stepOf,
  type Surroundings,
} from './channel-draft.ts';

const id = (n: number) => `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [workstreamId, numberId, hoursId, surveyId] = [id(1), id(2), id(3), id(4)] as const;
const now = new Date('2026-11-24T12:00:00Z');

const draftOf = (said: object, finishedAt: Date | null = null): ChannelDraft => ({
  id: channelId.parse(id(9)),
  version: 1,
  said: channelDraftRequest.parse(said),
  bySubject: 'dana',
  byName: 'Dana Brooks',
  createdAt: now,
  changedAt: now,
  finishedAt,
});
const around = (changes: Partial<Surroundings> = {}): Surroundings => ({
  sms: 'provisioned',
  isIdTaken: false,
  isSlugTaken: false,
  workstream: { id: workstreamId, name: 'Deliveries', state: 'active' },
  number: {
    id: numberId,
    address: '+14252306549',
    channel: null,
    account: { id: id(5), name: 'Main', state: 'active', provider: 'twilio', key: 'k' },
  },
  definitions: [
    { kind: 'operating-hours', id: hoursId, name: 'Office' },
    { kind: 'survey', id: surveyId, name: 'How was it' },
  ],
  ...changes,
});
const complete = {
  setup: { workstreamId, name: 'Deliveries line', numberId },
  language: { language: 'en-US' },
};
const problems = (said: object, changes: Partial<Surroundings> = {}) =>
  problemsOf(draftOf(said), around(changes)).map(({ field, code }) => `${field} ${code}`);

describe('a draft of a channel', () => {
  it('is ready with a workstream, a name, a number and a language', () => {
    expect(problems(complete)).toEqual([]);
    expect(createChannelRequest.parse(requestOf(draftOf(complete).said))).toMatchObject({ slug: 'deliveries-line' });
  });

  it('misses everything in the beginning, page by page', () => {
    expect(problems({})).toEqual([
      'setup.name required',
      'setup.workstreamId required',
      'setup.numberId required',
      'language.language required',
    ]);
    expect(problems({ setup: { name: '  ', slug: '' } })).toContain('setup.name required');
  });

  const behaviors = (changes: object) => ({ ...complete, behaviors: changes });
  it.each<[string, object, string[]]>([
    ['a slug that is none', { ...complete, setup: { ...complete.setup, slug: 'No Slug' } }, ['setup.slug unreadable']],
    [
      'a name that no slug can be made of',
      { ...complete, setup: { ...complete.setup, name: '東京' } },
      ['setup.slug unreadable'],
    ],
    [
      'an id that is none',
      { ...complete, setup: { ...complete.setup, numberId: 'mine' } },
      ['setup.numberId unreadable'],
    ],
    ['a language that is none', { ...complete, language: { language: 'xx-XX' } }, ['language.language unreadable']],
    [
      'hours that are turned on and not chosen',
      behaviors({ operatingHours: { enabled: true } }),
      ['behaviors.operatingHours.hoursId unreadable'],
    ],
    [
      'hours that are not there, though turned off',
      behaviors({ operatingHours: { enabled: false, hoursId: id(77) } }),
      ['behaviors.operatingHours.hoursId unknown-reference'],
    ],
    [
      'a survey that is turned on and not chosen',
      behaviors({ survey: { enabled: true } }),
      ['behaviors.survey.surveyId unreadable'],
    ],
    [
      'a survey for bots with settings of its own and none chosen',
      behaviors({ survey: { bot: { enabled: true, sameSettings: false } } }),
      ['behaviors.survey.bot.surveyId unreadable'],
    ],
    [
      'a message of a survey that is too long',
      behaviors({ survey: { enabled: true, surveyId, message: 'x'.repeat(201) } }),
      ['behaviors.survey.message unreadable'],
    ],
    [
      'two texts for one trigger',
      behaviors({ automatedMessages: [1, 2].map(() => ({ trigger: 'greeting', text: 'Hello' })) }),
      ['behaviors.automatedMessages.1.trigger already-taken'],
    ],
    [
      'a trigger that is none, and a text that says nothing',
      behaviors({
        automatedMessages: [{ trigger: 'full-moon', text: 'Hello' }, { trigger: 'greeting' }, { text: 'x' }],
      }),
      [
        'behaviors.automatedMessages.0.trigger unreadable',
        'behaviors.automatedMessages.1.text unreadable',
        'behaviors.automatedMessages.2.trigger required',
      ],
    ],
  ])('is told of %s', (_, said, expected) => {
    expect(problems(said)).toEqual(expected);
  });

  const { number, workstream } = around();
  it.each<[string, Partial<Surroundings>, string[]]>([
    ['SMS is turned off', { sms: 'turning-off' }, ['setup sms-not-provisioned']],
    ['its id is taken', { isIdTaken: true }, ['setup already-exists']],
    ['its slug is taken', { isSlugTaken: true }, ['setup.slug slug-taken']],
    ['its workstream is gone', { workstream: null }, ['setup.workstreamId workstream-not-found']],
    [
      'its workstream is on its way out',
      { workstream: { ...workstream!, state: 'retiring' } },
      ['setup.workstreamId retired'],
    ],
    ['its number is gone', { number: null }, ['setup.numberId number-not-found']],
    ['its number was taken meanwhile', { number: { ...number!, channel: 'Other' } }, ['setup.numberId number-taken']],
    [
      'the account of its number is on its way out',
      { number: { ...number!, account: { ...number!.account, state: 'retiring' } } },
      ['setup.numberId retired'],
    ],
  ])('is told when %s', (_, changes, expected) => {
    expect(problems(complete, changes)).toEqual(expected);
  });

  it('has no problems any more when it is finished, and is not changed', () => {
    const finished = draftOf({}, now);
    expect(problemsOf(finished, around({ sms: 'failed' }))).toEqual([]);
    expect(changeDraft(finished, finished.said, now)).toBe(finished);
    expect(() => changeDraft(finished, draftOf(complete).said, now)).toThrow('finished');
  });

  it('stays for thirty days after it was changed', () => {
    const later = new Date('2026-12-01T12:00:00Z');
    const changed = changeDraft(draftOf({}), draftOf(complete).said, later);
    expect(changed).toMatchObject({ version: 2, changedAt: later });
    expect(expiresAt(changed)).toEqual(new Date('2026-12-31T12:00:00Z'));
  });
});

const typed = (...values: string[]) => fc.constantFrom(undefined, null, '', ' ', 'wrong!', ...values);
const flag = fc.constantFrom(undefined, true, false);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const someSurvey = {
  enabled: flag,
  surveyId: typed(surveyId, id(77)),
  mode: typed('link'),
  message: typed('Tell us', 'x'.repeat(201)),
};
const someSaid = fc.record({
  setup: fc.record({
    workstreamId: typed(workstreamId, workstreamId, workstreamId),
    name: typed('Deliveries', 'Line 2', 'x'.repeat(101)),
    slug: typed('deliveries', 'No Slug'),
    numberId: typed(numberId, numberId, numberId),
  }),
  language: fc.record({ language: typed('en-US', 'de-DE', 'es-MX') }),
  behaviors: fc.record({
    operatingHours: optional(fc.record({ enabled: flag, hoursId: typed(hoursId, id(77)) })),
    automatedMessages: optional(
      fc.array(
        fc.record({ trigger: typed('greeting', 'agent-joined'), text: typed('Hello', 'Hi {AgentName}'), active: flag }),
        { maxLength: 3 },
      ),
    ),
    survey: optional(fc.record({ ...someSurvey, bot: optional(fc.record({ ...someSurvey, sameSettings: flag })) })),
  }),
  userFeatures: fc.record({
    attachments: optional(fc.record({ enabled: flag, customers: flag, agents: flag })),
    realTimeTranslation: flag,
  }),
});
const { workstream, number } = around();
const someSurroundings: fc.Arbitrary<Surroundings> = fc.record({
  sms: fc.constantFrom('provisioned', 'provisioned', 'provisioned', 'failed'),
  isIdTaken: fc.constantFrom(false, false, false, true),
  isSlugTaken: fc.constantFrom(false, false, false, true),
  workstream: fc.constantFrom(workstream, workstream, { ...workstream!, state: 'retiring' as const }, null),
  number: fc.constantFrom(number, number, { ...number!, channel: 'Other' }, null),
  definitions: fc.constantFrom(around().definitions, around().definitions, []),
});
/** Half of all drafts are complete apart from what is drawn. */
const someDraft = fc.oneof(
  someSaid,
  someSaid.map((said) => ({ ...said, ...complete })),
  someSaid.map(({ behaviors: _, ...said }) => ({ ...said, ...complete })),
);

/** Whether the channel could be made, found in another way: by asking for it in one piece and looking at what it names. */
function couldBeMade(said: ChannelDraftRequest, { definitions, ...at }: Surroundings): boolean {
  const read = createChannelRequest.safeParse(requestOf(said));
  if (!read.success) return false;
  const { operatingHours, survey } = read.data.settings!;
  const isKnown = (wanted: string | null) => wanted === null || definitions.some((one) => one.id === wanted);
  const messages = messagesOf(said);
  const triggers = messages.map(({ trigger }) => trigger);
  return (
    at.sms === 'provisioned' &&
    !at.isIdTaken &&
    !at.isSlugTaken &&
    at.workstream?.state === 'active' &&
    at.number?.account.state === 'active' &&
    at.number.channel === null &&
    [operatingHours.hoursId, survey.surveyId, survey.bot.surveyId].every(isKnown) &&
    new Set(triggers).size === triggers.length &&
    messages.every(({ trigger, text }) => ['greeting', 'agent-joined'].includes(trigger!) && text !== '')
  );
}

describe('any draft, in any surroundings', () => {
  it('has nothing missing exactly when its channel could be made', () => {
    let ready = 0;
    fc.assert(
      fc.property(someDraft, someSurroundings, (said, at) => {
        const draft = draftOf(said);
        const isReady = problemsOf(draft, at).length === 0;
        expect(isReady).toBe(couldBeMade(draft.said, at));
        ready += isReady ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(ready).toBeGreaterThan(20);
  });

  it('is told each problem by a page and a field, in the order of the pages', () => {
    fc.assert(
      fc.property(someDraft, someSurroundings, (said, at) => {
        const found = problemsOf(draftOf(said), at);
        const pages = found.map(({ field }) => draftSteps.indexOf(stepOf(field)));
        expect(pages).toEqual(pages.toSorted((one, other) => one - other));
        expect(pages).not.toContain(-1);
        for (const { message } of found) expect(message.length).toBeGreaterThan(3);
      }),
    );
  });
});

describe('a slug made of a name', () => {
  it('has small letters, digits and hyphens', () => {
    expect(slugFrom('Café  Line 2!')).toBe('cafe-line-2');
    expect(slugFrom('!')).toBe('');
  });

  it('is a slug, whatever the name, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (name) => {
        const made = slugFrom(name);
        if (made !== '') expect(slug.safeParse(made).success).toBe(true);
      }),
    );
  });
});
