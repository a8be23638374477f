import { errorOf, isTriedAgain, readAddress, type TryResult, twilioPatience } from './connection.ts';

const answered = (status: number): TryResult => ({
  kind: 'answered',
  status,
  contentType: 'text/xml',
  body: '',
  ms: 1,
});
const refused: TryResult = { kind: 'not-connected', reason: 'ECONNREFUSED', ms: 1 };
const silent: TryResult = { kind: 'no-answer', reason: 'ETIMEDOUT', ms: 15_000 };
const read = (address: string) => readAddress(address, twilioPatience);

describe('a webhook address', () => {
  it('is called as it is, without its fragment', () => {
    expect(read('https://parley.example/in?a=1#rc=3&rp=5xx').url).toBe('https://parley.example/in?a=1');
  });

  it('without a fragment has the usual patience: 5 s, 15 s, one more try after a connection that failed', () => {
    expect(read('https://parley.example/in').patience).toEqual({
      connectMs: 5_000,
      readMs: 15_000,
      totalMs: 15_000,
      retries: 1,
      retriedOn: ['ct'],
    });
  });

  it('says in its fragment what is tried again, how often and how long', () => {
    expect(read('https://parley.example/in#ct=200&rt=300&tt=900&rc=3&rp=5xx,ct,rt&e=dublin').patience).toEqual({
      connectMs: 200,
      readMs: 300,
      totalMs: 900,
      retries: 3,
      retriedOn: ['ct', 'rt', '5xx'],
    });
    expect(read('https://parley.example/in#rp=all').patience.retriedOn).toEqual(['ct', 'rt', '4xx', '5xx']);
  });

  it.each(['#rc=6', '#rc=', '#ct=99', '#tt=15001', '#rp=6xx', '#rp=', '#section'])(
    'with %s is warned of and called as usual',
    (fragment) => {
      const address = read(`https://parley.example/in${fragment}`);
      expect(address).toEqual({ url: 'https://parley.example/in', patience: twilioPatience, warning: 11243 });
    },
  );
});

describe('a failed try', () => {
  it.each([
    [refused, 11205],
    [{ ...refused, reason: 'ENOTFOUND' } as TryResult, 11210],
    [silent, 11205],
    [answered(404), 11217],
    [answered(500), 11217],
    [answered(302), 11215],
    [answered(200), null],
  ])('%j has the code %s', (result, code) => {
    expect(errorOf(result)).toBe(code);
  });

  it('is made again once when no connection came about, and not when an answer came', () => {
    expect(isTriedAgain(refused, 1, 5, twilioPatience)).toBe(true);
    expect(isTriedAgain(refused, 2, 5, twilioPatience)).toBe(false);
    for (const result of [silent, answered(500), answered(404), answered(429)]) {
      expect(isTriedAgain(result, 1, 5, twilioPatience)).toBe(false);
    }
  });

  it('is made again on what the address names, within the time for all tries', () => {
    const { patience } = read('https://parley.example/in#rc=3&rp=5xx,rt&tt=1000');
    expect([1, 2, 3, 4].map((tries) => isTriedAgain(answered(503), tries, 10, patience))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(isTriedAgain(silent, 1, 10, patience)).toBe(true);
    expect(isTriedAgain(answered(404), 1, 10, patience)).toBe(false);
    expect(isTriedAgain(refused, 1, 10, patience)).toBe(false);
    expect(isTriedAgain(answered(503), 1, 1_000, patience)).toBe(false);
  });
});
