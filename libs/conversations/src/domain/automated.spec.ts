import { measureText } from '#sms-text';
import fc from 'fast-check';
import { firingsOf, type Pending, together, told } from './automated.ts';
import type { Companion, Conversation } from './conversation.ts';

const [lena, diego, sofia] = ['lena', 'diego', 'sofia'] as unknown as [never, never, never];
const conversation = (changes: Partial<Conversation>): Conversation =>
  ({
    status: 'open',
    statusReason: 'customer-wrote',
    agentId: null,
    accepted: false,
    companions: [],
    ...changes,
  }) as never;
const companion = (changes: Partial<Companion>): Companion => ({
  agentId: diego,
  name: 'Diego',
  mode: 'consult',
  speaks: false,
  since: '',
  version: 1,
  present: true,
  ...changes,
});
const open = conversation({});
const offered = conversation({ status: 'active', statusReason: 'offered', agentId: lena });
const active = conversation({ status: 'active', statusReason: 'accepted', agentId: lena, accepted: true });
const wrapUp = conversation({ status: 'wrap-up', statusReason: 'agent-ended', agentId: lena, accepted: true });

describe('a customer is told', () => {
  it.each([
    ['that somebody was found', open, offered, ['agent-assigned']],
    ['that somebody is there', offered, active, ['agent-joined']],
    ['nothing of a read text', active, { ...active, unread: 0 }, []],
    [
      'of a colleague who took over',
      active,
      { ...active, statusReason: 'transferred', agentId: diego },
      ['transfer-accepted'],
    ],
    ['of a lost agent', active, conversation({ statusReason: 'lost' }), ['agent-disconnected']],
    ['nothing of a lost agent whom they never had', offered, conversation({ statusReason: 'lost' }), []],
    ['of the end', active, wrapUp, ['agent-ended-conversation']],
    ['of the session’s end', wrapUp, { ...wrapUp, status: 'closed', statusReason: 'agent-closed' }, ['session-ended']],
    ['nothing of wrap-up that is over', wrapUp, { ...wrapUp, status: 'closed', statusReason: 'wrap-up-over' }, []],
    [
      'that overflow ended it',
      open,
      conversation({ status: 'closed', statusReason: 'overflow' }),
      ['overflow-ended-conversation'],
    ],
    ['nothing of a declined offer', offered, conversation({ statusReason: 'rejected' }), []],
    ['of a consult', active, { ...active, companions: [companion({})] }, ['consult-accepted']],
    [
      'of a colleague who joins',
      { ...active, companions: [companion({})] },
      { ...active, companions: [companion({ speaks: true })] },
      ['colleague-joined'],
    ],
    [
      'of a supervisor who leaves',
      { ...active, companions: [companion({ mode: 'monitor', speaks: true })] },
      { ...active, companions: [companion({ mode: 'monitor', present: false })] },
      ['colleague-left'],
    ],
    [
      'not that a colleague left who has it from now on',
      { ...active, companions: [companion({ speaks: true })] },
      {
        ...active,
        statusReason: 'transferred',
        agentId: diego,
        companions: [companion({ agentId: diego, present: false })],
      },
      ['transfer-accepted'],
    ],
    [
      'nothing of a supervisor who only read along',
      { ...active, companions: [companion({ mode: 'monitor' })] },
      { ...active, companions: [companion({ mode: 'monitor', present: false })] },
      [],
    ],
  ] as [string, Conversation, Conversation, string[]][])('%s', (_, before, after, triggers) => {
    expect(firingsOf(before, after).map(({ trigger }) => trigger)).toEqual(triggers);
  });
});

describe('texts that fire together', () => {
  const sentOf = (pending: readonly Pending[], room: number | null) => together(pending, room).map(({ body }) => body);
  const pending = (...bodies: string[]) => bodies.map((body) => ({ trigger: 'agent-joined', body }));

  it('leave as one while they fit three segments, in their order, each once', () => {
    expect(sentOf(pending('One.', 'Two.', 'One.'), null)).toEqual(['One.\nTwo.']);
    const long = 'x'.repeat(300);
    expect(sentOf(pending(long, long.replace('x', 'y')), null)).toHaveLength(2);
  });

  it('welcome nobody where one of them says that we are closed', () => {
    const [greeting, closed] = ['greeting', 'outside-operating-hours'].map((trigger) => ({ trigger, body: trigger }));
    expect(sentOf([greeting!, closed!], null)).toEqual(['outside-operating-hours']);
    expect(sentOf([greeting!], null)).toEqual(['greeting']);
  });

  it('keep to the budget, but for the last word of overflow', () => {
    const last = { trigger: 'overflow-ended-conversation', body: 'y'.repeat(400) };
    expect(sentOf([...pending('x'.repeat(400)), last], 0)).toEqual([last.body]);
    expect(sentOf(pending('One.'), 0)).toEqual([]);
    expect(sentOf(pending('One.'), 1)).toEqual(['One.']);
  });

  it('count but for what leaves whatever the budget', () => {
    const survey = { trigger: 'survey', body: 'z'.repeat(400) };
    expect(together([...pending('x'.repeat(400)), survey], null).map(({ counts }) => counts)).toEqual([true, false]);
  });

  it('told the customer of a colleague who joined only where they say so', () => {
    const colleagues = [companion({ agentId: diego, speaks: true }), companion({ agentId: sofia, speaks: true })];
    const joined = (agentId: never, body: string) => ({ trigger: 'colleague-joined', agentId, body });
    const fired = [joined(diego, 'Diego is here.'), joined(sofia, 'Sofia is here.')];
    const whom = (sent: readonly string[], of = colleagues) =>
      told(of, fired, sent).flatMap(({ agentId, customerTold }) => (customerTold ? [agentId] : []));
    expect(whom([])).toEqual([]);
    expect(whom(['Hello.\nDiego is here.'])).toEqual([diego]);
    expect(whom(sentOf(fired, null))).toEqual([diego, sofia]);
    expect(whom(['Diego is here.'], [companion({ agentId: diego, speaks: false })])).toEqual([]);
  });

  it('lose nothing, and none is longer than three segments that was not so before', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 300 }), { maxLength: 8 }), (bodies) => {
        const sent = sentOf(pending(...bodies), null);
        expect(sent.join('\n')).toBe([...new Set(bodies)].join('\n'));
        for (const text of sent) if (!bodies.includes(text)) expect(measureText(text).segments).toBeLessThanOrEqual(3);
      }),
    );
  });
});
