import { type Locale, locales } from '#contracts';
import { LexiconReader } from './sentiment-reader.ts';

const reader = new LexiconReader();

describe('how a text sounds', () => {
  it.each([
    ['en-US', 'This is terrible, I hate it!', 'bad'],
    ['en-US', 'I am not happy with this', 'bad'],
    ['en-GB', 'Thanks, that was great', 'good'],
    ['en-US', 'Where is my order?', 'even'],
    ['de-DE', 'Das ist schrecklich, ich bin wütend', 'bad'],
    ['de-DE', 'Ich bin nicht zufrieden', 'bad'],
    ['fr-FR', 'Merci beaucoup, c’est parfait', 'good'],
    ['es-MX', 'Estoy muy enojado, pésimo servicio', 'bad'],
    ['it-IT', 'Grazie, siete stati perfetti', 'good'],
    ['ja-JP', '素晴らしい、ありがとう', 'good'],
    ['zh-CN', '我很生气', 'bad'],
    ['en-US', '😡', 'bad'],
    ['en-US', 'You don’t help', 'bad'],
    ['hi-IN', 'बहुत अच्छा, धन्यवाद', 'good'],
    ['ja-JP', 'ありがとう😡😡', 'bad'],
  ] as const)('in %s of "%s" is %s', (language, text, sounds) => {
    const score = reader.read(text, language);
    expect(score < 0 ? 'bad' : score > 0 ? 'good' : 'even').toBe(sounds);
  });

  it('is the opposite behind a negation, for five words', () => {
    expect(reader.read('this is not good', 'en-US')).toBe(-3);
    expect(reader.read('we do not think that this good', 'en-US')).toBe(-3);
    expect(reader.read('we do not know whether that would be good', 'en-US')).toBe(3);
    expect(reader.read('good is what it was, not more', 'en-US')).toBe(3);
  });

  it('is bad, or worse, of what swears in English', () => {
    for (const text of ['fuck you', 'This is bullshit', 'what an asshole'])
      expect(reader.read(text, 'en-US')).toBeLessThanOrEqual(-3);
  });

  it('can be told in every language we speak, and stays between -5 and 5', () => {
    for (const language of locales) expect(reader.read('hello', language satisfies Locale)).toBeCloseTo(0, -1);
    expect(reader.read('awful terrible hate bad horrible', 'en-US')).toBe(-5);
  });
});
