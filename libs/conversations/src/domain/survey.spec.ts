import type { Conversation } from './conversation.ts';
import { answerIn, askedAt, isToBeAsked, type Survey, surveyFor, surveyText } from './survey.ts';

const survey = (changes: Partial<Survey>): Survey =>
  ({
    type: 'csat',
    mode: 'reply',
    texts: [{ locale: 'en-US', message: 'Thanks for writing to us.', question: 'How was it?', thanks: 'Thank you!' }],
    defaultLocale: 'en-US',
    asksForComment: false,
    ...changes,
  }) as never;
const conversation = (changes: Partial<Conversation>) =>
  ({ status: 'active', statusReason: 'accepted', optedOutAt: null, ...changes }) as Conversation;

describe('a customer is asked', () => {
  const wrapUp = conversation({ status: 'wrap-up', statusReason: 'agent-ended' });
  it.each([
    ['when wrap-up begins', conversation({}), wrapUp, true],
    ['not again when wrap-up is over', wrapUp, conversation({ status: 'closed', statusReason: 'agent-closed' }), false],
    [
      'when it closes without wrap-up',
      conversation({ status: 'waiting' }),
      conversation({ status: 'closed', statusReason: 'auto-closed' }),
      true,
    ],
    [
      'not when overflow turned them away',
      conversation({}),
      conversation({ status: 'closed', statusReason: 'overflow' }),
      false,
    ],
    ['not when they opted out', conversation({}), { ...wrapUp, optedOutAt: new Date() }, false],
  ])('%s', (_, before, after, yes) => expect(isToBeAsked(before, after)).toBe(yes));

  it.each([
    ['in the morning, after an end that came by itself in the night', 'auto-closed', '2026-01-06T07:00:00.000Z'],
    ['in the morning, where they were silent for too long', 'customer-silent', '2026-01-06T07:00:00.000Z'],
    ['at once, where the agent ended it with them', 'agent-ended', '2026-01-05T23:30:00.000Z'],
    ['at once, where they ended it themselves', 'customer-ended', '2026-01-05T23:30:00.000Z'],
  ] as const)('%s', (_, statusReason, at) => {
    const outbound = { quietHours: { from: '21:00', to: '08:00', zone: 'UTC' }, quietHoursByPhone: [] } as never;
    const now = new Date('2026-01-05T23:30:00.000Z');
    const customer = '+4915112345678' as never;
    expect(askedAt({ statusReason, customer }, {}, outbound, now).toISOString()).toBe(at);
  });

  it('by the survey of who answered', () => {
    const settings = {
      survey: { surveyId: 'people', mode: 'link', message: '' },
      botSurvey: { surveyId: 'bots', mode: 'link', message: '' },
    } as never;
    expect(surveyFor(settings, { agent: true, bot: true })).toMatchObject({ surveyId: 'people', handledBy: 'agent' });
    expect(surveyFor(settings, { agent: false, bot: true })).toMatchObject({ surveyId: 'bots', handledBy: 'bot' });
    expect(surveyFor(settings, { agent: false, bot: false })).toBeNull();
  });

  it('with a link, or with the question and its scale', () => {
    expect(surveyText(survey({ mode: 'link' }), 'Tell us:', 'en-US', 'https://x/y')).toBe('Tell us: https://x/y');
    expect(surveyText(survey({}), '', 'en-US', '')).toBe('Thanks for writing to us. How was it? (1-5)');
  });
});

describe('an answer by text', () => {
  it.each([
    ['5', survey({}), { score: 5, comment: null }],
    [' 4. ', survey({}), { score: 4, comment: null }],
    ['6', survey({}), null],
    ['0', survey({ type: 'nps' }), { score: 0, comment: null }],
    ['10', survey({ type: 'nps' }), { score: 10, comment: null }],
    ['11', survey({ type: 'nps' }), null],
    ['5 very kind', survey({}), null],
    ['5 very kind', survey({ asksForComment: true }), { score: 5, comment: 'very kind' }],
    ['5, very kind!', survey({ asksForComment: true }), { score: 5, comment: 'very kind' }],
    ['5/5', survey({}), { score: 5, comment: null }],
    ['9 / 10 thanks', survey({ type: 'nps', asksForComment: true }), { score: 9, comment: 'thanks' }],
    ['5/12', survey({}), null],
    ['٤', survey({}), { score: 4, comment: null }],
    ['۱۰', survey({ type: 'nps' }), { score: 10, comment: null }],
    ['४. धन्यवाद', survey({ asksForComment: true }), { score: 4, comment: 'धन्यवाद' }],
    ['5️⃣', survey({}), { score: 5, comment: null }],
    ['I have 5 questions', survey({ asksForComment: true }), null],
    ['1 parcel is missing, where is it?', survey({ asksForComment: true }), null],
    ['5 هل وصل الطلب؟', survey({ asksForComment: true }), null],
    ['3？', survey({ asksForComment: true }), null],
    ['3', survey({ type: 'link', mode: 'link' }), null],
  ])('%s', (body, asked, answer) => expect(answerIn(body, asked)).toEqual(answer));
});
