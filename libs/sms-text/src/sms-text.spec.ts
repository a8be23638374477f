import fc from 'fast-check';
import { measureText } from './sms-text.ts';

describe('the size of a text', () => {
  it('is nothing for an empty one', () => {
    expect(measureText('')).toEqual({
      characters: 0,
      units: 0,
      room: 160,
      segments: 0,
      encoding: 'GSM-7',
      switchers: [],
    });
  });

  it.each([
    ['a'.repeat(160), 1, 160],
    ['a'.repeat(161), 2, 306],
    ['a'.repeat(307), 3, 459],
    ['ą'.repeat(70), 1, 70],
    ['ą'.repeat(71), 2, 134],
  ])('counts segments as the carriers do (%#)', (body, segments, room) => {
    expect(measureText(body)).toMatchObject({ segments, room });
  });

  it('counts two units for the characters of the extension table and for an emoji', () => {
    expect(measureText('€')).toMatchObject({ characters: 1, units: 2, encoding: 'GSM-7' });
    expect(measureText('😀')).toMatchObject({ characters: 1, units: 2, encoding: 'UCS-2' });
  });

  it('names each character that switches the encoding once', () => {
    expect(measureText('crêpe, fêter, ñ is fine').switchers).toEqual(['ê']);
    expect(measureText('plain').switchers).toEqual([]);
  });

  it('always has room for what it counted, and never one segment too many', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (body) => {
        const { units, room, segments, encoding } = measureText(body);
        expect(units).toBeLessThanOrEqual(room);
        const least = Math.ceil(units / (encoding === 'GSM-7' ? 153 : 67));
        expect(segments).toBeGreaterThanOrEqual(Math.min(least, units === 0 ? 0 : 1));
      }),
    );
  });

  it('never shrinks when something is added', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 60 }), (body, more) => {
        expect(measureText(body + more).segments).toBeGreaterThanOrEqual(measureText(body).segments);
      }),
    );
  });
});
