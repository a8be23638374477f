import fc from 'fast-check';
import { splitText } from './split-text.ts';

const blankless = (text: string) => text.replace(/\s+/g, '');

describe('a text that is too long for one', () => {
  it('leaves a shorter one as it is, blanks and all', () => {
    for (const text of ['Hello', ' Hello \n', '', 'x'.repeat(1600)]) expect(splitText(text)).toEqual([text]);
  });

  it('is cut where a paragraph ends, else a sentence, else a word', () => {
    const sentence = 'Nine letters and more here. ';
    const paragraphs = `${sentence.repeat(50).trim()}\n\n${sentence.repeat(50).trim()}`;
    expect(splitText(paragraphs)).toEqual([sentence.repeat(50).trim(), sentence.repeat(50).trim()]);
    for (const part of splitText(sentence.repeat(100))) expect(part).toMatch(/^Nine.*here\.$/s);
    for (const part of splitText('word '.repeat(1000))) expect(part).toMatch(/^word( word)*$/);
  });

  it('never cuts a character in two', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const part of splitText(family.repeat(400))) expect(part.length % family.length).toBe(0);
  });

  it('is complete in parts that the provider takes', () => {
    const text = fc.array(
      fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constantFrom(' ', '\n\n', '. ', '🎉')),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(text, (pieces) => {
        const body = pieces.join('');
        const parts = splitText(body);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(1600);
        expect(blankless(parts.join(''))).toBe(blankless(body));
      }),
    );
  });
});
