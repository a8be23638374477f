import { isNoticeWanted } from './notices.ts';

describe('a notice of the system', () => {
  it.each([
    // the person, the template, and whether it is wanted with the desk out of sight and in sight
    ['never', 'always', false, false],
    ['background', 'always', true, false],
    ['always', 'always', true, true],
    ['always', 'in-background', true, false],
    ['background', 'in-background', true, false],
    ['always', 'never', false, false],
  ] as const)('wanted %s by the person and %s by the template is shown', (notices, atMost, hidden, inSight) => {
    expect(isNoticeWanted({ notices }, atMost, true)).toBe(hidden);
    expect(isNoticeWanted({ notices }, atMost, false)).toBe(inSight);
  });
});
