import { validate, version } from 'uuid';
import { newId } from './new-id.ts';

describe('a new id', () => {
  it('is a UUID of version 7, and nobody else’s', () => {
    const ids = Array.from({ length: 5_000 }, () => newId());
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells when it was made', () => {
    const at = Date.UTC(2100, 0, 1);
    expect(parseInt(newId(at).replaceAll('-', '').slice(0, 12), 16)).toBe(at);
  });

  it('sorts behind all that were made before it, in the same millisecond and when the clock was set back', () => {
    const at = Date.UTC(2200, 0, 1);
    const ids = [...Array.from({ length: 1_000 }, () => newId(at)), newId(at - 60_000), newId(at + 1)];
    expect(ids.toSorted()).toEqual(ids);
  });
});
