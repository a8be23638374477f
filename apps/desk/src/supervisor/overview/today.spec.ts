import type { QueueReport } from '#contracts';
import { todayOf } from './today.ts';

const report = (incoming: number, accepted: number, abandoned: number, share: number | null) =>
  ({ incoming, accepted, abandoned, serviceLevel: [{ seconds: 20, share }] }) as unknown as QueueReport;

describe('what today came to', () => {
  it('weighs the service level of each queue by what was taken there', () => {
    const { serviceLevel, abandonRate } = todayOf([report(10, 8, 2, 0.5), report(2, 2, 0, 1)]);
    expect(serviceLevel).toBeCloseTo(60);
    expect(abandonRate).toBeCloseTo(100 / 6);
  });

  it('claims no share where nothing came in', () => {
    expect(todayOf([report(0, 0, 0, null)])).toMatchObject({ serviceLevel: null, abandonRate: null });
  });
});
