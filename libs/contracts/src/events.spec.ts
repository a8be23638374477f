import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyEvent } from './index.ts';

const samples = join(import.meta.dirname, 'samples');
const sampleOf = (type: string) =>
  JSON.parse(readFileSync(join(samples, `${type}.json`), 'utf8')) as Record<string, unknown>;
/** Tests of the event bus that run in the same process define some of their own. */
const events = [...everyEvent().values()].filter(({ type }) => !type.startsWith('bus-test.'));

describe.each(events.map((event) => [event.type, event] as const))('%s', (type, event) => {
  it('is named service.noun-verb.version', () => {
    expect(type).toMatch(/^(channel-config|gateway|conversations|routing)\.[a-z]+(-[a-z]+)+\.v[1-9]\d*$/);
  });

  it('still reads the example that was kept of it, and loses nothing of it', () => {
    expect(event.parse(sampleOf(type))).toEqual(sampleOf(type));
  });

  it('ignores fields that a newer service adds', () => {
    const sample = sampleOf(type);
    const newer = { ...sample, saidLater: 'new', data: { ...(sample['data'] as object), saidLater: 'new' } };
    expect(event.parse(newer)).toEqual(sample);
  });

  it('is no other fact', () => {
    expect(() => event.parse({ ...sampleOf(type), type: 'gateway.something-else.v1' })).toThrow();
  });
});

describe('the examples', () => {
  it('are one for each event, and none is left over', () => {
    expect(readdirSync(samples).sort()).toEqual(events.map(({ type }) => `${type}.json`).sort());
  });

  it('read values that only a newer service knows as other', () => {
    const ended = sampleOf('routing.offer-ended.v1');
    const newer = { ...ended, data: { ...(ended['data'] as object), outcome: 'abducted' } };
    expect(everyEvent().get('routing.offer-ended.v1')!.parse(newer)).toMatchObject({ data: { outcome: 'other' } });
  });
});
