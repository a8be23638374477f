import { findSettings } from './find.ts';

describe('finding a setting', () => {
  it('finds pages and the settings on them, in any case and order', () => {
    expect(findSettings('HOURS operating')).toContainEqual(
      expect.objectContaining({ name: 'Operating hours', to: '/admin/settings/operating-hours' }),
    );
    expect(findSettings('quiet hours')).toContainEqual(
      expect.objectContaining({ name: 'Quiet hours', to: '/admin/organisation' }),
    );
    expect(findSettings('countdown')[0]).toMatchObject({ where: 'Agent notifications' });
  });

  it('finds nothing for nothing, and for what there is not', () => {
    expect([findSettings('  '), findSettings('xyzzy')]).toEqual([[], []]);
  });
});
