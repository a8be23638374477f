import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { segmentsOf } from './segments.ts';

describe('a text', () => {
  it.each([
    ['', 1],
    ['x'.repeat(160), 1],
    ['x'.repeat(161), 2],
    ['x'.repeat(306), 2],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ж'.repeat(70), 1],
    ['ж'.repeat(71), 2],
    ['🙏'.repeat(35), 1],
    ['🙏'.repeat(36), 2],
  ])('%j is so many parts: %i', (text, parts) => {
    expect(segmentsOf(text)).toBe(parts);
  });

  it('of plain letters has as many parts as Twilio’s own calculator says', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc ÄÖß@$_&éж😀'), minLength: 1, maxLength: 320 }), (text) => {
        const theirs = new SegmentedMessage(text).segmentsCount;
        // An emoji that would be cut in two moves whole into the next part; Twilio counts by length alone.
        expect(Math.abs(segmentsOf(text) - theirs)).toBeLessThanOrEqual(/😀/u.test(text) ? 1 : 0);
      }),
    );
  });
});
