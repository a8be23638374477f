import fc from 'fast-check';
import {
  begin,
  concludeTurningOff,
  conclude,
  faultOf,
  neverProvisioned,
  type Provisioning,
  refuseUnprovisioned,
  turnOff,
} from './provisioning.ts';

const now = new Date('2026-01-05T09:00:00.000Z');
const fault = { code: 'public-address-not-https', detail: 'Not https.' };
const provisioned = conclude(begin(neverProvisioned, now), null, now);
const failed = conclude(begin(neverProvisioned, now), fault, now);

describe('provisioning SMS', () => {
  it('begins and ends well', () => {
    expect(begin(neverProvisioned, now)).toMatchObject({ status: 'provisioning', version: 1 });
    expect(provisioned).toMatchObject({ status: 'provisioned', version: 2, faultCode: null });
  });

  it('fails with what stood in the way, and forgets it when it is tried again', () => {
    expect(failed).toMatchObject({ status: 'failed', faultCode: fault.code, faultDetail: fault.detail });
    expect(begin(failed, now)).toMatchObject({ status: 'provisioning', faultCode: null, faultDetail: null });
  });

  it('is not begun again where it is done or under way', () => {
    expect(begin(provisioned, now)).toBe(provisioned);
    const underWay = begin(neverProvisioned, now);
    expect(begin(underWay, now)).toBe(underWay);
  });

  it('is turned off at once without channels, after the last one with', () => {
    expect(turnOff(provisioned, { isConfirmed: true, channels: 0 }, now).status).toBe('not-provisioned');
    const off = turnOff(provisioned, { isConfirmed: true, channels: 2 }, now);
    expect(off.status).toBe('turning-off');
    expect(turnOff(off, { isConfirmed: true, channels: 2 }, now)).toBe(off);
    expect(turnOff(off, { isConfirmed: true, channels: 0 }, now).status).toBe('not-provisioned');
    expect(begin(off, now).status).toBe('provisioning');
    expect(concludeTurningOff(off, 1, now)).toBe(off);
    expect(concludeTurningOff(off, 0, now).status).toBe('not-provisioned');
    expect(concludeTurningOff(provisioned, 0, now)).toBe(provisioned);
  });

  it('is turned off only when that is confirmed', () => {
    expect(() => turnOff(provisioned, { isConfirmed: false, channels: 2 }, now)).toThrow('2 channels');
    expect(turnOff(neverProvisioned, { isConfirmed: false, channels: 0 }, now)).toBe(neverProvisioned);
  });

  it('allows to set up what is provisioned, and nothing else, whatever happened before', () => {
    const step = fc.constantFrom<(known: Provisioning) => Provisioning>(
      (known) => begin(known, now),
      (known) => conclude(known, null, now),
      (known) => conclude(known, fault, now),
      (known) => turnOff(known, { isConfirmed: true, channels: 0 }, now),
      (known) => turnOff(known, { isConfirmed: true, channels: 3 }, now),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let known = neverProvisioned;
        for (const take of steps) {
          const next = take(known);
          expect(next === known || next.version === known.version + 1).toBe(true);
          expect(next.faultCode !== null).toBe(next.status === 'failed');
          known = next;
        }
        const allowed = () => refuseUnprovisioned(known);
        if (known.status === 'provisioned') expect(allowed).not.toThrow();
        else expect(allowed).toThrow('not provisioned');
      }),
    );
  });
});

describe('the public address', () => {
  it.each([
    'https://parley.example/desk',
    'https://10.0.0.1',
    'http://localhost:3000',
    'http://127.0.0.1:49152',
    'http://[::1]:3000',
    'http://192.168.1.20',
    'http://172.20.0.3:8080',
    'http://parley:3000',
    'http://parley.local',
  ])('may be %s', (address) => {
    expect(faultOf(address)).toBeNull();
  });

  it.each(['https://my_parley.example', 'http://my_parley:3000'])(
    'may not be %s: Twilio takes no callback address with an underscore (twilio.md 4.4)',
    (address) => {
      expect(faultOf(address)).toMatchObject({
        code: 'public-address-underscore',
        detail: expect.stringContaining(address),
      });
    },
  );

  it.each(['http://parley.example', 'http://8.8.8.8', 'http://172.32.0.1', 'http://localhost.example'])(
    'may not be %s: texts would travel in the open',
    (address) => {
      expect(faultOf(address)).toMatchObject({
        code: 'public-address-not-https',
        detail: expect.stringContaining(address),
      });
    },
  );
});
