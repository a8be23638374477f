import { lapsesAfter, lapsesAt } from './watching.ts';

const at = (minutes: number, seconds = 0) => new Date(Date.UTC(2026, 0, 5, 9, minutes, seconds));

describe('a supervisor of whose desk nothing is heard', () => {
  it('reads along for two minutes, and has joined for fifteen', () => {
    expect(lapsesAt({ speaks: false }, at(0))).toEqual(at(2));
    expect(lapsesAt({ speaks: true }, at(0))).toEqual(at(15));
  });

  it('takes part as long after the last word of their desk, not after the first', () => {
    expect(lapsesAfter({ speaks: false }, at(1, 40), { plannedFor: at(2), now: at(2, 1) })).toEqual(at(3, 40));
    expect(lapsesAfter({ speaks: false }, at(0), { plannedFor: at(2), now: at(2, 1) })).toEqual(at(2));
  });

  it('has all that time to come back where nobody could hear them: we were away ourselves', () => {
    expect(lapsesAfter({ speaks: false }, at(0), { plannedFor: at(2), now: at(2, 31) })).toEqual(at(4, 31));
    expect(lapsesAfter({ speaks: true }, at(0), { plannedFor: at(15), now: at(40) })).toEqual(at(55));
  });
});
