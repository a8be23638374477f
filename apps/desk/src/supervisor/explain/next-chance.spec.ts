import type { AgentView, ConversationView, ExplanationView, QueueView } from '#contracts';
import { nextChances } from './next-chance.ts';

const now = Date.parse('2026-11-23T10:42:00.000Z');
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const piotr = { id: 'piotr', name: 'Piotr' } as AgentView;
const lena = { id: 'lena', name: 'Lena' } as AgentView;
const inWrapUp = (agentId: string, wrapUpEndsAt: string) => ({ agentId, wrapUpEndsAt }) as ConversationView;
const aQueue = (said: Partial<QueueView> = {}) =>
  ({
    id: 'billing',
    memberIds: ['piotr'],
    open: true,
    changesAt: null,
    ...said,
  }) as QueueView;
const chances = (
  queue: QueueView,
  conversations: ConversationView[] = [],
  overflows: ExplanationView['overflows'] = null,
) =>
  nextChances({
    queue,
    overflows,
    agents: [piotr, lena],
    conversations,
    now,
  });

describe('the next chance of work that waits', () => {
  it('is the end of a wrap-up of somebody who serves the queue', () => {
    expect(chances(aQueue(), [inWrapUp('lena', at(1)), inWrapUp('piotr', at(2)), inWrapUp('piotr', at(-1))])).toEqual([
      { kind: 'wrap-up', at: at(2), agent: 'Piotr' },
    ]);
  });

  it('is what becomes of it if nobody takes it, and the opening of a closed queue, the soonest first', () => {
    const overflows = { at: at(6), do: 'transfer', to: { id: 'tier-2', name: 'Tier 2' } } as const;
    expect(chances(aQueue({ open: false, changesAt: at(30) }), [], overflows)).toEqual([
      { kind: 'moves', at: at(6), to: 'Tier 2' },
      { kind: 'opens', at: at(30) },
    ]);
  });

  it('is none where nothing is known to come, or only what is past', () => {
    expect(chances(aQueue(), [], { at: at(-1), do: 'end', to: null })).toEqual([]);
    expect(chances(aQueue(), [], { at: at(1), do: 'end', to: null })).toEqual([{ kind: 'ends', at: at(1) }]);
  });
});
