import { normaliseCustomerNumber } from './index.ts';

describe('a number that somebody wrote down', () => {
  it.each([
    ['+14251234567', '+14251234567'],
    ['14251234567', '+14251234567'],
    ['(425) 123-4567', '+14251234567'],
    ['425.123.4567', '+14251234567'],
    [' +1 425 123 4567 ', '+14251234567'],
    ['+1 (425) 123-4567 ext. 12', '+14251234567'],
    ['0049 30 901820', '+4930901820'],
    ['+43 1 58858', '+43158858'],
  ])('as %s is %s', (typed, number) => expect(normaliseCustomerNumber(typed, 'US')).toBe(number));

  it('without its country code is one of the country that is ours', () => {
    expect(normaliseCustomerNumber('030 901820', 'DE')).toBe('+4930901820');
  });

  it.each(['', 'call me', '12', '+999'])('as "%s" is none', (typed) =>
    expect(normaliseCustomerNumber(typed, 'US')).toBeNull(),
  );
});
