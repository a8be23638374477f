import { randomBytes } from 'node:crypto';
import { Seal } from './seal.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const place = 'account/1/auth-token';

describe('a sealed secret', () => {
  const first = key('first');
  const seal = new Seal(first);

  it('opens at its place', () => {
    expect(seal.open(seal.seal('töken', place), place)).toBe('töken');
  });

  it('does not show what it holds', () => {
    const sealed = seal.seal('a-secret-token', place);
    expect(sealed).not.toContain('a-secret-token');
    expect(sealed).not.toContain(Buffer.from('a-secret-token').toString('base64url'));
  });

  it('looks different each time', () => {
    expect(seal.seal('same', place)).not.toBe(seal.seal('same', place));
  });

  it('does not open at another place', () => {
    expect(() => seal.open(seal.seal('token', place), 'account/2/auth-token')).toThrow();
  });

  it('does not open when a character of it was changed', () => {
    const sealed = seal.seal('token', place);
    const changed = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.at(-1);
    expect(() => seal.open(changed, place)).toThrow();
  });

  it('still opens after a newer key has taken over', () => {
    const sealed = seal.seal('token', place);
    const rotated = new Seal(`${key('second')},${first}`);
    expect(rotated.open(sealed, place)).toBe('token');
    expect(rotated.seal('token', place)).toMatch(/^v1\.second\./);
    expect([rotated.isCurrent(sealed), rotated.isCurrent(rotated.seal('token', place))]).toEqual([false, true]);
  });

  it('names the key that is missing', () => {
    expect(() => new Seal(key('other')).open(seal.seal('token', place), place)).toThrow('first');
  });
});

describe('keys', () => {
  it.each(['', 'short:YWJj', `no id:${randomBytes(32).toString('base64')}`])('are refused when they are %j', (keys) => {
    expect(() => new Seal(keys)).toThrow('32 bytes');
  });
});
