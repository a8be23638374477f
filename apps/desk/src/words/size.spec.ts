import { asSize } from './size.ts';

it('says how large a file is as people do', () => {
  expect([1, 999, 1_000, 48_300, 999_499, 999_500, 5_000_000, 6_240_000].map(asSize)).toEqual([
    '1 byte',
    '999 bytes',
    '1 kB',
    '48 kB',
    '999 kB',
    '1 MB',
    '5 MB',
    '6.2 MB',
  ]);
});
