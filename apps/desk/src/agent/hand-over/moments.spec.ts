import type { AskedColleagueView } from '#contracts';
import { momentsOf, outcomeOf, pendingOf } from './moments.ts';

const asked = (change: { [Name in keyof AskedColleagueView]?: unknown }): AskedColleagueView =>
  ({
    id: 'one',
    version: 2,
    slot: 'transfer',
    name: 'Diego',
    state: 'offered',
    askedAt: '2026-11-23T10:40:00.000Z',
    expiresAt: '2026-11-23T10:42:00.000Z',
    endedAt: null,
    ...change,
  }) as unknown as AskedColleagueView;
const ended = '2026-11-23T10:41:00.000Z';

describe('what became of asking a colleague', () => {
  it('is nothing before they answered, and a line once they did', () => {
    expect(momentsOf([asked({})], 'Amara')).toHaveLength(1);
    const lines = momentsOf([asked({ state: 'rejected', endedAt: ended })], 'Amara');
    expect(lines.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^You asked Diego to take over at /),
      'Diego did not take it. Amara stays with you.',
    ]);
    expect(lines[1]!.at).toBe(ended);
  });

  it.each(['timed-out', 'lost'] as const)('says that the time ran out when it is %s', (state) => {
    expect(outcomeOf(asked({ state, endedAt: ended }), 'Amara')).toBe(
      'Diego did not answer in time. Amara stays with you.',
    );
    expect(outcomeOf(asked({ slot: 'consult', state, endedAt: ended }), 'Amara')).toBe('Diego did not answer in time.');
  });

  it('tells advice from handing over', () => {
    expect(outcomeOf(asked({ slot: 'consult', state: 'rejected', endedAt: ended }), 'Amara')).toBe(
      'Diego declined to give advice.',
    );
    expect(outcomeOf(asked({ slot: 'consult', state: 'accepted', endedAt: ended }), 'Amara')).toMatch(
      /^Diego began to give advice at /,
    );
  });

  it('can come from those alone whose time is not over', () => {
    const late = asked({ id: 'late', askedAt: '2026-11-23T10:41:00.000Z', expiresAt: '2026-11-23T10:43:00.000Z' });
    const all = [late, asked({}), asked({ id: 'no', state: 'rejected', endedAt: ended })];
    const names = (at: string) => pendingOf(all, Date.parse(at)).map(({ id }) => id);
    expect(names('2026-11-23T10:41:30.000Z')).toEqual(['one', 'late']);
    expect(names('2026-11-23T10:42:00.000Z')).toEqual(['late']);
  });
});
