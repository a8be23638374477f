import { randomBytes } from 'node:crypto';
import { SignedLinks } from './signed-links.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const path = '/api/gateway/media/1';
const noon = new Date('2026-01-05T12:00:00.900Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const queryOf = (link: string) => Object.fromEntries(new URL(link, 'http://x').searchParams);

describe('a signed link', () => {
  const first = key('first');
  const links = new SignedLinks(first);
  const query = queryOf(links.sign(path, later(60)));

  it('opens what it was made for, until its time is over', () => {
    expect(links.opens(path, query, noon)).toBe(true);
    expect(links.opens(path, query, later(59))).toBe(true);
    expect(links.opens(path, query, later(61))).toBe(false);
  });

  it.each<[string, string, Record<string, string>]>([
    ['opens nothing else', '/api/gateway/media/2', {}],
    ['cannot be made to last longer', path, { until: '99999999999' }],
    ['is nothing with another signature', path, { signature: 'A'.repeat(43) }],
    ['is nothing with a shorter signature', path, { signature: '' }],
    ['is nothing with a key nobody has', path, { key: 'other' }],
    ['is nothing with a time that is none', path, { until: 'NaN' }],
  ])('%s', (_, at, changes) => {
    expect(links.opens(at, { ...query, ...changes }, noon)).toBe(false);
  });

  it('is nothing without what signs it', () => {
    expect(links.opens(path, {}, noon)).toBe(false);
  });

  it('still opens after a newer key has taken over', () => {
    const rotated = new SignedLinks(`${key('second')},${first}`);
    expect(rotated.opens(path, query, noon)).toBe(true);
    expect(links.opens(path, queryOf(rotated.sign(path, later(60))), noon)).toBe(false);
  });
});

describe('keys of links', () => {
  it('are made up where none are set, the same for all of the process', () => {
    const link = SignedLinks.ofEnvironment({}).sign(path, later(60));
    expect(SignedLinks.ofEnvironment({}).opens(path, queryOf(link), noon)).toBe(true);
  });

  it('are refused by the name of their setting when they are none', () => {
    expect(() => SignedLinks.ofEnvironment({ LINK_KEYS: 'short:YWJj' })).toThrow('LINK_KEYS');
  });
});
