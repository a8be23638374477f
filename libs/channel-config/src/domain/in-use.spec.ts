import { refuseInUse } from './in-use.ts';

const users = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ kind: 'quick-reply', name: `No. ${n + 1}` }));

describe('something that is used', () => {
  it('may go when nobody uses it', () => {
    expect(() => refuseInUse([])).not.toThrow();
  });

  it('stays, and says who uses it', () => {
    expect(() => refuseInUse(users(1))).toThrow('Used by quick reply No. 1.');
    expect(() => refuseInUse(users(5))).toThrow(/No\. 5\.$/);
  });

  it('names no more than anybody would read', () => {
    expect(() => refuseInUse(users(6))).toThrow(/No\. 5 and others\.$/);
  });
});
