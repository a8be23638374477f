import type { AgentView, ConversationView, SendingAlertView, SentimentAlertsView } from '#contracts';
import { isAlertedOfMoods, standingOut } from './standing-out.ts';
import { usualThresholds } from './thresholds.ts';

const now = Date.parse('2026-11-23T10:42:00.000Z');
const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString();
const conversation = (id: string, status: string, waitingSince: string | null) =>
  ({ id, status, waitingSince, statusSince: ago(5) }) as ConversationView;
const alert = (id: string, sender: string, isPausing: boolean) =>
  ({ id, sender, isPausing, title: 'Authenticate' }) as SendingAlertView;
const mood = (conversationId: string, alertsSupervisor: boolean) =>
  ({ conversationId, label: 'very-negative', alertsSupervisor }) as SentimentAlertsView['items'][number];

const agent = (presence: AgentView['presence'], ...queueIds: string[]) =>
  ({ presence, queueIds }) as unknown as AgentView;

const seen = (said: Partial<Parameters<typeof standingOut>[0]>) =>
  standingOut({
    me: agent('available', 'q1'),
    sending: [],
    moods: [],
    conversations: [],
    thresholds: usualThresholds,
    now,
    ...said,
  }).map(({ id }) => id);

describe('what stands out', () => {
  it('is a sender that sends nothing, once, whatever its other alerts say', () => {
    const sending = [alert('a', '+1', false), alert('b', '+1', true), alert('c', '+1', true), alert('d', '+2', true)];
    expect(seen({ sending })).toEqual(['b', 'd']);
  });

  it('is the customer who waits longest for somebody, once that is critical', () => {
    const late = conversation('late', 'open', ago(601));
    expect(seen({ conversations: [conversation('held', 'active', ago(900)), late] })).toEqual(['waits late']);
    expect(seen({ conversations: [conversation('soon', 'open', ago(599))] })).toEqual([]);
  });

  it('is a customer who is very unhappy, as long as the conversation goes on', () => {
    const conversations = [conversation('angry', 'active', null), conversation('cross', 'active', null)];
    expect(seen({ conversations, moods: [mood('angry', true), mood('cross', false), mood('gone', true)] })).toEqual([
      'mood angry',
    ]);
  });

  it('is no mood for a supervisor who is not there for it', () => {
    const about = { conversations: [conversation('angry', 'active', null)], moods: [mood('angry', true)] };
    expect(seen({ ...about, me: agent('away', 'q1') })).toEqual([]);
    expect(seen({ ...about, me: agent('busy', 'q1') })).toEqual(['mood angry']);
  });
});

describe('a supervisor is alerted of unhappy customers', () => {
  it.each(['available', 'busy'] as const)('while they are %s and serve a queue', (presence) => {
    expect(isAlertedOfMoods(agent(presence, 'q1'))).toBe(true);
    expect(isAlertedOfMoods(agent(presence))).toBe(false);
  });

  it.each(['do-not-disturb', 'away', 'offline', 'inactive'] as const)('and not while they are %s', (presence) => {
    expect(isAlertedOfMoods(agent(presence, 'q1'))).toBe(false);
  });

  it('and not who takes no work at all, and has no presence', () => {
    expect(isAlertedOfMoods(null)).toBe(false);
  });
});
