import { companyMs } from './company.ts';

describe('waiting for company', () => {
  it('is for those who had some', () => {
    expect(companyMs(1, 30)).toBe(0);
    expect(companyMs(2, 30)).toBe(30);
  });

  it('takes as long as the work took, and never long', () => {
    expect(companyMs(100, 8)).toBe(8);
    expect(companyMs(100, 3_000)).toBe(50);
  });
});
