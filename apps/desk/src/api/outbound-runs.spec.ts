import { readAgainAfter } from './outbound-runs.ts';

const audience = { lines: 2, taken: 2, added: 2 };
const after = (state: 'running' | 'paused' | 'cancelled' | 'done', states: Record<string, number>, taken = 2) =>
  readAgainAfter({ state, audience: { ...audience, taken }, progress: { contacts: 2, answered: 0, states } });

describe('how far a run is', () => {
  it('is read again while it writes, and while its file is taken in', () => {
    expect([after('running', { pending: 2 }), after('paused', {}, 1)]).toEqual([3_000, 3_000]);
  });

  it('is read again, less often, until it is heard what became of every text that it wrote', () => {
    expect([after('done', { sent: 1, delivered: 1 }), after('cancelled', { sent: 1 })]).toEqual([10_000, 10_000]);
  });

  it('is not read again once nothing more comes by itself', () => {
    expect([after('done', { delivered: 2 }), after('paused', { pending: 2 })]).toEqual([false, false]);
  });
});
