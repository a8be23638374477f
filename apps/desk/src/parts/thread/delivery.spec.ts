import type { MessageView } from '#contracts';
import { deliveryOf } from './delivery.ts';

type Delivery = NonNullable<MessageView['delivery']>;
const remedyOf = (changes: Partial<Delivery>) => {
  const delivery: Delivery = {
    state: 'failed',
    reason: 'media',
    errorCode: '21621',
    changedAt: '2026-01-05T09:00:00Z',
    ...changes,
  };
  return deliveryOf({ delivery }, 'Main line')!.remedy;
};

describe('a text whose files were not taken', () => {
  it('can be sent again with links', () => {
    expect(remedyOf({})).toBe('links');
    expect(remedyOf({ state: 'undelivered', errorCode: '30011' })).toBe('links');
  });

  it('cannot, where links came back too, or its files are not to be had', () => {
    expect(remedyOf({ asLinks: true })).toBeNull();
    expect(remedyOf({ errorCode: null })).toBeNull();
  });
});
