import fc from 'fast-check';
import { Ring } from './ring.ts';

describe('going on after an interruption', () => {
  it('hears exactly what was said since, or that it cannot be told any more', () => {
    const said = fc.array(
      fc.oneof({ weight: 9, arbitrary: fc.constant('say') }, { weight: 1, arbitrary: fc.constant('lose') }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), said, fc.nat(), (size, doings, at) => {
        const ring = new Ring<number>(size);
        const missing: { number: number; heard: number[] | null }[] = [{ number: 0, heard: [] }];
        for (const [index, doing] of doings.entries()) {
          if (doing === 'lose') ring.lose();
          else ring.add(index);
          for (const one of missing) one.heard = doing === 'lose' ? null : one.heard && [...one.heard, index];
          missing.push({ number: ring.latest, heard: [] });
        }
        const { number, heard } = missing[at % missing.length]!;
        const told = ring.after(number)?.map((kept) => kept.said) ?? null;
        expect(told).toEqual(heard && heard.length <= size ? heard : null);
      }),
    );
  });

  it.each([-1, 5, 0.5, Number.NaN])('from a place that never was (%d) cannot be told', (number) => {
    const ring = new Ring<string>(3);
    ring.add('one');
    expect(ring.after(number)).toBeNull();
  });
});
