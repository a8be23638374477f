import { deliveredShare } from './share.ts';

it('counts as delivered only among what is known, and claims nothing of what is on its way', () => {
  expect(deliveredShare({ delivered: 3, undelivered: 1, failed: 0 })).toBe(0.75);
  expect(deliveredShare({ delivered: 0, undelivered: 0, failed: 0 })).toBeNull();
});
