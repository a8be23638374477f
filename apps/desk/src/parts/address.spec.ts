import { markOf, spellAddress, watchAddresses } from './address.ts';

describe('an address as people write it', () => {
  it('writes a North American number with brackets', () => {
    expect(spellAddress('+14255550148')).toBe('+1 (425) 555-0148');
  });

  it.each(['24365', 'ACME'])('leaves the short code or sender name %s alone', (address) => {
    expect(spellAddress(address)).toBe(address);
  });

  it('learns how the rest of the world writes when it is first asked', async () => {
    const learned = new Promise<void>((resolve) => void watchAddresses(resolve));
    expect(spellAddress('+442079460958')).toBe('+442079460958');
    await learned;
    expect(spellAddress('+442079460958')).toBe('+44 20 7946 0958');
  });

  it('marks people by the end of their number, so that two rows differ', () => {
    expect(markOf('+14255550148')).toBe('48');
    expect(markOf('acme')).toBe('A');
  });
});
