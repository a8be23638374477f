import { acknowledge, shownAt } from './shown-offers.ts';

const start = new Date('2026-01-05T09:00:00Z');
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const [one, two] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'] as never[];

describe('the offers that a desk shows', () => {
  it('are as old as its last word about each', () => {
    const shown = acknowledge(acknowledge({}, [one!, two!], start), [two!], later(10));
    expect(shownAt(shown, one!)).toEqual(start);
    expect(shownAt(shown, two!)).toEqual(later(10));
  });

  it('are forgotten when that was too long ago to matter', () => {
    const shown = acknowledge(acknowledge({}, [one!], start), [], later(15));
    expect(shownAt(shown, one!)).toBeNull();
  });
});
