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

  it('make a text half as dear', () => {
    const text = `It’s ${'a'.repeat(100)}`;
    expect(measureText(text).segments).toBe(2);
    expect(measureText(withPlainCharacters(text)).segments).toBe(1);
  });

  it.each(['Is it here?', 'It’s here 🎉', 'Ещё “не”'])('leave %j as it is: it would gain nothing', (text) => {
    expect(withPlainCharacters(text)).toBe(text);
  });
});
