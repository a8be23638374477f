import { companyMs, pauseMs } from './company.ts';

describe('waiting for company', () => {
  it('is for those who had some, and the longer the more they were', () => {
    expect(companyMs(1, 30)).toBe(0);
    expect(companyMs(2, 30)).toBe(7.5);
    expect(companyMs(4, 30)).toBe(15);
  });

  it('takes as long as the work took where many came together, and never long', () => {
    expect(companyMs(100, 8)).toBe(8);
    expect(companyMs(100, 3_000)).toBe(50);
  });
});

describe('a pause before work that is asked for again', () => {
  it('is left out where the work is brief, and never long', () => {
    expect(pauseMs(12)).toBe(0);
    expect(pauseMs(45)).toBe(25);
    expect(pauseMs(3_000)).toBe(50);
  });
});
