import { isInOrder, standingOf, thresholdsIn, usualThresholds, worst } from './thresholds.ts';

describe('a threshold', () => {
  it('says at risk from its first level on and critical from its second, and nothing of what is not known', () => {
    const standings = [299, 300, 599, 600].map((seconds) => standingOf('longest', seconds, usualThresholds));
    expect(standings).toEqual(['normal', 'risk', 'risk', 'critical']);
    expect(standingOf('longest', null, usualThresholds)).toBe('normal');
  });

  it('is passed downwards by the service level', () => {
    const standings = [80, 79.9, 60, 59].map((percent) => standingOf('serviceLevel', percent, usualThresholds));
    expect(standings).toEqual(['normal', 'risk', 'risk', 'critical']);
    expect(isInOrder('serviceLevel', { risk: 60, critical: 80 })).toBe(false);
    expect(isInOrder('waiting', { risk: 60, critical: 80 })).toBe(true);
  });

  it('is remembered, and is as usual where what was kept makes no sense', () => {
    const kept = { ...usualThresholds, waiting: { risk: 2, critical: 4 } };
    expect(thresholdsIn(JSON.stringify(kept))).toEqual(kept);
    expect(thresholdsIn(JSON.stringify({ waiting: { risk: 9, critical: 4 } }))).toEqual(usualThresholds);
    for (const senseless of [null, 'null', '[', '7', '{"waiting":{"risk":"9"}}'])
      expect(thresholdsIn(senseless)).toEqual(usualThresholds);
  });

  it('of several, the worst counts', () => {
    expect([worst(), worst('normal', 'risk'), worst('risk', 'critical', 'normal')]).toEqual([
      'normal',
      'risk',
      'critical',
    ]);
  });
});
