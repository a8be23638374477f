import { waitWords } from './wait-words.ts';

describe('how long a text will wait', () => {
  it('is not said where nobody would notice', () => {
    expect([0, 1, 4].map(waitWords)).toEqual([null, null, null]);
  });

  it('is said in steps of five seconds, then in minutes', () => {
    expect([5, 18, 61, 90, 200].map(waitWords)).toEqual([
      'will be sent in about 5 s',
      'will be sent in about 20 s',
      'will be sent in about 65 s',
      'will be sent in about 2 min',
      'will be sent in about 3 min',
    ]);
  });
});
