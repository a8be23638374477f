import { Answering } from './answering.ts';

const [slow, other] = ['https://slow.example', 'https://other.example'];

describe('who is asked outside', () => {
  let answering: Answering;
  const waitedInVain = (times: number) => {
    for (let n = 0; n < times; n += 1) {
      expect(answering.begin(slow)).toBe(true);
      answering.end(slow, { isSilent: true });
    }
  };
  const begun = (target: string, times: number) =>
    Array.from({ length: times }, () => answering.begin(target)).filter(Boolean).length;
  beforeEach(() => (answering = new Answering()));

  it('is asked by everybody while it answers, and after some silences, too', () => {
    waitedInVain(7);
    expect(begun(slow, 40)).toBe(40);
  });

  it('is asked by two at a time once eight in a row have waited in vain; others are asked as ever', () => {
    waitedInVain(8);
    expect([begun(slow, 40), begun(other, 40)]).toEqual([2, 40]);
    answering.end(slow, { isSilent: true });
    expect(begun(slow, 40)).toBe(1);
  });

  it('is asked by everybody again once it has answered, be it with an error', () => {
    waitedInVain(8);
    expect(begun(slow, 2)).toBe(2);
    answering.end(slow, { isSilent: false });
    expect(begun(slow, 40)).toBe(40);
  });
});
