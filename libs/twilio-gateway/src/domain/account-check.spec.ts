import fc from 'fast-check';
import { address, numberId } from '#contracts';
import type { AccountNumber } from './account.ts';
import {
  type AccountCheck,
  gravest,
  judge,
  type Look,
  planConnection,
  withoutWiring,
  withWritten,
} from './account-check.ts';
import { adviceOn } from './advice.ts';
import { type NumberAtTwilio, type OverridingService, type Wiring, wiringFor } from './webhooks.ts';

const wanted = { messages: 'https://parley.example/in', fallback: 'https://parley.example/fallback' };
const elsewhere: Wiring = { url: 'https://x.example/in', method: 'GET', fallbackUrl: '', fallbackMethod: 'POST' };
const nowhere: Wiring = { url: '', method: 'POST', fallbackUrl: '', fallbackMethod: 'POST' };

const line = (index: number): AccountNumber => ({
  numberId: numberId.parse(`7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e${10 + index}`),
  address: address.parse(`+1425230650${index}`),
  type: 'long-code',
});
const there = (index: number, changes: Partial<NumberAtTwilio> = {}): NumberAtTwilio => ({
  sid: `PN${index}`,
  kind: 'number',
  address: line(index).address,
  canText: true,
  wiring: wiringFor(wanted),
  applicationSid: null,
  ...changes,
});
const pool = (wiring: Wiring, ...senders: number[]): OverridingService => ({
  sid: 'MG1',
  wiring,
  senders: senders.map((index) => `PN${index}`),
});

describe('judging numbers', () => {
  it.each<[string, Look, string]>([
    ['it is not there', { numbers: [there(2)], services: [] }, 'number-missing'],
    ['it cannot text', { numbers: [there(1, { canText: false })], services: [] }, 'number-not-sms-capable'],
    ['it has no webhook', { numbers: [there(1, { wiring: nowhere })], services: [] }, 'not-set'],
    ['it has another', { numbers: [there(1, { wiring: elsewhere })], services: [] }, 'other-url'],
    ['an application takes its texts', { numbers: [there(1, { applicationSid: 'AP1' })], services: [] }, 'application'],
    ['a service takes its texts', { numbers: [there(1)], services: [pool(elsewhere, 1)] }, 'messaging-service'],
    ['a service drops its texts', { numbers: [there(1)], services: [pool(nowhere, 1)] }, 'messaging-service-drops'],
    ['a service brings them here', { numbers: [there(1)], services: [pool(wiringFor(wanted), 1)] }, 'ok'],
    ['the service is another number’s', { numbers: [there(1)], services: [pool(elsewhere, 2)] }, 'ok'],
    [
      'its service brings them here, whatever else is set on it',
      { numbers: [there(1, { applicationSid: 'AP1', wiring: elsewhere })], services: [pool(wiringFor(wanted), 1)] },
      'ok',
    ],
  ])('says so when %s, and what to do', (_when, look, expected) => {
    const [finding] = judge(wanted, [line(1)], look);
    expect(finding!.fault ?? finding!.outcome).toBe(expected);
    expect(adviceOn(finding!) === null).toBe(expected === 'ok');
  });

  it.each([
    ['https://PARLEY.example:443/in', 'ok'],
    ['https://parley.example/in#rc=5', 'ok'],
    ['https://parley.example/in?a=1', 'other-url'],
    ['https://parley.example/in/', 'other-url'],
    ['http://parley.example/in', 'other-url'],
    ['no address', 'other-url'],
  ])('takes %s for what it is', (url, expected) => {
    const look = { numbers: [there(1, { wiring: { ...wiringFor(wanted), url } })], services: [] };
    const [finding] = judge(wanted, [line(1)], look);
    expect(finding!.fault ?? finding!.outcome).toBe(expected);
  });

  it('shows another address without what may be secret in it', () => {
    const url = 'https://user:password@x.example/sms?key=secret#rc=1';
    const look = { numbers: [there(1, { wiring: { ...elsewhere, url } })], services: [] };
    expect(judge(wanted, [line(1)], look)[0]!.found).toBe('https://x.example/sms');
  });
});

describe('what stands in the way most', () => {
  const check = (...findings: Partial<AccountCheck['findings'][number]>[]): AccountCheck => ({
    failure: null,
    findings: findings.map((finding) => ({
      ...judge(wanted, [line(1)], { numbers: [], services: [] })[0]!,
      ...finding,
    })),
  });

  it('is nothing where all is well', () => {
    expect(gravest(check({ outcome: 'ok' }))).toBeNull();
  });

  it('is a number that is missing before one that is wired elsewhere', () => {
    const mixed = check({ outcome: 'webhook-mismatch' }, { outcome: 'number-missing' }, { outcome: 'ok' });
    expect(gravest(mixed)).toMatchObject({ outcome: 'number-missing' });
  });

  it('does not make an account invalid when it is only the wiring', () => {
    const unconnected = check({ outcome: 'webhook-mismatch' }, { outcome: 'provider-refused' });
    expect(gravest(withoutWiring(unconnected))).toBeNull();
    const failure = { outcome: 'bad-credentials', errorCode: '20003' } as const;
    expect(gravest(withoutWiring({ failure, findings: [] }))).toBe(failure);
  });
});

describe('connecting', () => {
  const wiring = fc.constantFrom(nowhere, elsewhere, wiringFor(wanted), { ...wiringFor(wanted), url: wanted.messages });
  const look = fc.record({
    numbers: fc
      .subarray([0, 1, 2, 3, 4])
      .chain((there) =>
        fc.tuple(...there.map((index) => fc.tuple(fc.constant(index), wiring, fc.boolean(), fc.boolean()))),
      )
      .map((rows) =>
        rows.map(([index, wired, canText, hasApplication]) =>
          there(index, { wiring: wired, canText, applicationSid: hasApplication ? 'AP1' : null }),
        ),
      ),
    services: fc
      .tuple(wiring, fc.subarray([0, 1, 2, 3, 4, 5]))
      .map(([wired, senders]) => (senders.length > 0 ? [pool(wired, ...senders)] : [])),
  });
  const ours = fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }).map((indices) => indices.map(line));
  const carriedOut = (found: Look, writes: ReturnType<typeof planConnection>) =>
    withWritten(found, {
      numbers: writes.numbers.map((number) => ({ ...number, wiring: wiringFor(wanted), applicationSid: null })),
      services: writes.services.map((service) => ({ ...service, wiring: wiringFor(wanted) })),
    });

  it('leaves nothing to write, and no fault but what is not ours to mend', () => {
    fc.assert(
      fc.property(ours, look, (numbers, found) => {
        const after = carriedOut(found, planConnection(wanted, numbers, found));
        expect(planConnection(wanted, numbers, after)).toEqual({ numbers: [], services: [] });
        const allowed = ['messaging-service', 'messaging-service-drops', 'no-fallback', null];
        for (const { fault, overriddenBy } of judge(wanted, numbers, after)) {
          expect(allowed).toContain(fault);
          if (fault !== null) expect(overriddenBy).toBe('MG1');
        }
      }),
    );
  });

  it('touches no number and no sender that is not ours', () => {
    fc.assert(
      fc.property(ours, look, (numbers, found) => {
        const writes = planConnection(wanted, numbers, found);
        const addresses = numbers.map(({ address }) => address);
        expect(writes.numbers.every(({ address }) => addresses.includes(address))).toBe(true);
        const sids = found.numbers.filter(({ address }) => addresses.includes(address)).map(({ sid }) => sid);
        expect(writes.services.every(({ senders }) => senders.every((sid) => sids.includes(sid)))).toBe(true);
      }),
    );
  });
});
