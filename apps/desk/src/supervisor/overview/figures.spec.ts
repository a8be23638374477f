import { agentView, queueView, type AgentView, type QueueView } from '#contracts';
import { figuresOf, freeIn, inDutyOrder, presencesOf } from './figures.ts';

const uuid = (number: number) => `0199c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString();
const queue = (number: number, waiting: number, since: number | null): QueueView =>
  queueView.parse({
    id: uuid(number),
    version: 1,
    isDefault: false,
    slug: `queue-${number}`,
    name: `Queue ${number}`,
    priority: 100,
    memberIds: [],
    waiting,
    offered: 0,
    longestWaitSince: since === null ? null : at(since),
    inWork: 0,
    open: true,
    changesAt: null,
    alerts: [],
  });
const agent = (number: number, presence: string, used: number, total = 6): AgentView =>
  agentView.parse({
    id: uuid(100 + number),
    version: 1,
    name: `Agent ${number}`,
    presence,
    presenceSetBy: 'system',
    presenceSince: at(0),
    presenceReason: 'capacity',
    presenceId: null,
    presenceText: null,
    profiles: [],
    sessions: used,
    capacity: { used, total },
    offersToday: { offered: 0, accepted: 0, rejected: 0, timedOut: 0, lost: 0, withdrawn: 0 },
    queueIds: [uuid(1)],
    skills: [],
  });

describe('the tiles', () => {
  it('name the queue with the most and the one with the longest wait', () => {
    const figures = figuresOf([queue(1, 2, 5), queue(2, 9, 30), queue(3, 0, null)], []);
    expect(figures.inQueue).toBe(11);
    expect(figures.busiest!.name).toBe('Queue 2');
    expect(figures.longest!.name).toBe('Queue 1');
  });

  it('name none when nobody waits', () => {
    expect(figuresOf([queue(1, 0, null)], [])).toMatchObject({ inQueue: 0, busiest: null, longest: null });
  });

  it('count free units only of those who take work', () => {
    const agents = [agent(1, 'available', 0), agent(2, 'busy', 4), agent(3, 'away', 0), agent(4, 'busy', 7)];
    expect(figuresOf([], agents)).toMatchObject({ available: 1, signedIn: 4, freeUnits: 8 });
    expect(freeIn(queue(1, 0, null), agents)).toBe(2);
  });
});

describe('the agents', () => {
  const agents = [agent(3, 'offline', 0), agent(2, 'busy', 1), agent(1, 'busy', 1)];

  it('stand with those who take work on top', () => {
    expect(inDutyOrder(agents).map(({ name }) => name)).toEqual(['Agent 1', 'Agent 2', 'Agent 3']);
  });

  it('are summed up by presence', () => {
    expect(presencesOf(agents)).toEqual([
      { presence: 'busy', count: 2 },
      { presence: 'offline', count: 1 },
    ]);
  });
});
