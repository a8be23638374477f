import { jest } from '@jest/globals';
import { atMostEvery } from './at-most-every.ts';

describe('what is said at most every ten seconds', () => {
  const said: string[] = [];
  beforeEach(() => {
    jest.useFakeTimers();
    said.length = 0;
  });
  afterEach(() => jest.useRealTimers());

  it('is said at once where nothing was said before', () => {
    const others = atMostEvery(10_000, (sentence) => said.push(sentence));
    others.of('jonas', 'Jonas, 1 unread text.');
    expect(said).toEqual(['Jonas, 1 unread text.']);
    jest.advanceTimersByTime(10_000);
    others.of('mia', 'Mia, 1 unread text.');
    expect(said).toEqual(['Jonas, 1 unread text.', 'Mia, 1 unread text.']);
  });

  it('is said together when the time is over, of each only the latest', () => {
    const others = atMostEvery(10_000, (sentence) => said.push(sentence));
    for (const count of [1, 2, 3]) others.of('jonas', `Jonas, ${count} unread.`);
    others.of('mia', 'Mia, 1 unread.');
    jest.advanceTimersByTime(9_999);
    expect(said).toHaveLength(1);
    jest.advanceTimersByTime(1);
    expect(said).toEqual(['Jonas, 1 unread.', 'Jonas, 3 unread. Mia, 1 unread.']);
    others.of('mia', 'Mia, 2 unread.');
    expect(said).toHaveLength(2);
  });

  it('is not said any more once it is stopped', () => {
    const others = atMostEvery(10_000, (sentence) => said.push(sentence));
    others.of('jonas', 'Jonas, 1 unread.');
    others.of('mia', 'Mia, 1 unread.');
    others.stop();
    jest.advanceTimersByTime(60_000);
    expect(said).toEqual(['Jonas, 1 unread.']);
  });
});
