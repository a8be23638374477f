import type { Conversation } from './conversation.ts';
import { actionOf, nextRule, silenceIn, type TimeOutRule, wordsOf } from './time-out.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 9, minutes));
const rule = (changes: Partial<Omit<TimeOutRule, 'id'>> & { readonly id?: string }): TimeOutRule =>
  ({
    id: 'a',
    active: true,
    trigger: 'customer-silent',
    after: { value: 10, unit: 'minutes' },
    action: 'send-message',
    recipient: 'customer',
    texts: [
      { locale: 'en-US', text: 'Are you there?' },
      { locale: 'de-DE', text: 'Sind Sie noch da?' },
    ],
    defaultLocale: 'en-US',
    priority: 100,
    ...changes,
  }) as never;
const conversation = (changes: Partial<Conversation>) =>
  ({
    status: 'active',
    accepted: true,
    agentId: 'lena',
    companions: [],
    optedOutAt: null,
    waitingSince: null,
    version: 4,
    ...changes,
  }) as unknown as Conversation;

describe('a silence', () => {
  it('is the agent’s while the customer waits, the customer’s after an answer, nobody’s after the end', () => {
    expect(silenceIn(conversation({ waitingSince: at(3) }), at(1))).toEqual({ who: 'agent', since: at(3), acted: 0 });
    expect(silenceIn(conversation({}), at(5))).toEqual({ who: 'customer', since: at(5), acted: 0 });
    expect(silenceIn(conversation({}), null)).toBeNull();
    expect(silenceIn(conversation({ status: 'wrap-up' }), at(5))).toBeNull();
  });

  it('is acted on by the shortest wait first, and each wait once; of equal ones by the lowest priority', () => {
    const rules = [
      rule({ id: 'close', after: { value: 1, unit: 'hours' }, action: 'close' }),
      rule({ id: 'late', priority: 200 }),
      rule({ id: 'first', priority: 1 }),
      rule({ id: 'off', active: false, after: { value: 1, unit: 'minutes' } }),
      rule({ id: 'other', trigger: 'agent-silent', after: { value: 1, unit: 'minutes' } }),
    ];
    const silence = { who: 'customer' as const, since: at(0), acted: 0 };
    expect(nextRule(rules, silence)).toMatchObject({ rule: { id: 'first' }, at: at(10), after: 600 });
    expect(nextRule(rules, { ...silence, acted: 600 })).toMatchObject({ rule: { id: 'close' }, at: at(60) });
    expect(nextRule(rules, { ...silence, acted: 3600 })).toBeNull();
  });

  it.each([
    ['close', 'open', 'closed'],
    ['close', 'active', 'closed'],
    ['close', 'waiting', 'closed'],
    ['close', 'wrap-up', 'nothing'],
    ['wait', 'active', 'waiting'],
    ['wait', 'open', 'nothing'],
    ['wait', 'waiting', 'nothing'],
    ['send-message', 'active', 'tell-customer'],
    ['send-message', 'waiting', 'tell-customer'],
    ['send-message', 'open', 'nothing'],
  ] as const)('rule %s on one that is %s: %s', (action, status, outcome) => {
    const done = actionOf(rule({ action }), conversation({ status, accepted: status !== 'open' }), at(20));
    expect(done.is === 'moved' ? done.decision.conversation.status : done.is).toBe(outcome);
  });

  it('reminds nobody who opted out', () => {
    expect(actionOf(rule({}), conversation({ optedOutAt: at(1) }), at(20))).toEqual({ is: 'nothing' });
  });

  it('speaks the closest language', () => {
    expect(wordsOf(rule({}), 'de-DE')).toBe('Sind Sie noch da?');
    expect(wordsOf(rule({}), 'ja-JP')).toBe('Are you there?');
  });
});
