import { withPlainCharacters } from './plain-characters.ts';
import { measureText } from './sms-text.ts';

describe('plain characters', () => {
  it.each([
    ['“It’s here” – soon…', `"It's here" - soon...`],
    ['«Ça va»', '"Ça va"'],
    ['9\u202f°', '9\u202f°'],
    ['no\u00adhyphen\u00a0here', 'nohyphen here'],
  ])('make of %j %j', (text, plain) => {
    expect(withPlainCharacters(text)).toBe(plain);
  });

  it.each([
    ['a tab from a spreadsheet', 'Monday\t9:00', 'Monday 9:00'],
    [
      'the marks around a number that was copied from a contact',
      '\u202a+1\u00a0425\u00a0230\u200e\u202c',
      '+1 425 230',
    ],
    ['a line that a word processor broke', 'One\u2028Two\u2029Three', 'One\nTwo\nThree'],
    ['a space of another width', 'One\u3000Two\u2005Three', 'One Two Three'],
    ['a letter of its own for an apostrophe', 'Hawai\u02bbi', "Hawai'i"],
  ])('have nothing of %s', (_what, pasted, plain) => {
    expect(measureText(pasted).encoding).toBe('UCS-2');
    expect(withPlainCharacters(pasted)).toBe(plain);
  });

  it('make a text half as dear', () => {
    const text = `It’s ${'a'.repeat(100)}`;
    expect(measureText(text).segments).toBe(2);
    expect(measureText(withPlainCharacters(text)).segments).toBe(1);
  });

  it('never leave nothing of a text: the provider takes none that is empty', () => {
    for (const text of ['\u200b', '\u200e \u2060']) expect(withPlainCharacters(text)).toBe(text);
  });

  it.each(['Is it here?', 'It’s here 🎉', 'Ещё “не”'])('leave %j as it is: it would gain nothing', (text) => {
    expect(withPlainCharacters(text)).toBe(text);
  });
});
