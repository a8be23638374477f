import { placingOf } from './placing.ts';

describe('what a supervisor does about who has a conversation', () => {
  it('is to assign it while nobody has it, and to transfer it once somebody does', () => {
    expect(placingOf({ status: 'open', accepted: false })).toBe('assign');
    expect(placingOf({ status: 'active', accepted: true })).toBe('transfer');
    expect(placingOf({ status: 'waiting', accepted: true })).toBe('transfer');
  });

  it('is nothing while an offer stands, and after it has ended', () => {
    expect(placingOf({ status: 'active', accepted: false })).toBe(null);
    expect(placingOf({ status: 'wrap-up', accepted: true })).toBe(null);
    expect(placingOf({ status: 'closed', accepted: true })).toBe(null);
  });
});
