import { placingOf } from './placing.ts';

describe('what a supervisor does about who has a conversation', () => {
  it('is to assign it while nobody has taken it, also where an agent is asked, and to transfer it once somebody has', () => {
    expect(placingOf({ status: 'open', accepted: false })).toBe('assign');
    expect(placingOf({ status: 'active', accepted: false })).toBe('assign');
    expect(placingOf({ status: 'active', accepted: true })).toBe('transfer');
    expect(placingOf({ status: 'waiting', accepted: true })).toBe('transfer');
  });

  it('is nothing after it has ended', () => {
    expect(placingOf({ status: 'wrap-up', accepted: true })).toBe(null);
    expect(placingOf({ status: 'closed', accepted: true })).toBe(null);
  });
});
