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

  it('is no praise for a negation before what is bad, and as it stands in the next sentence and of a face', () => {
    expect(reader.read("I can't stand this awful service", 'en-US')).toBe(0);
    expect(reader.read('I do not like this terrible service', 'en-US')).toBe(-2);
    expect(reader.read('It did not come. Thanks', 'en-US')).toBe(2);
    expect(reader.read('ありません。ありがとう', 'ja-JP')).toBe(reader.read('ありがとう', 'ja-JP'));
    expect(reader.read('not good 😡', 'en-US')).toBe(reader.read('not good', 'en-US') + reader.read('😡', 'en-US'));
  });

  it.each([
    'fuck you',
    'This is bullshit',
    'what an asshole',
    'I don’t give a shit',
    'Fucking great, thanks',
    'f*ck this',
    'WTF',
    'b*tch',
  ])('is as bad as it gets of what swears in English, whatever is spoken: %s', (text) => {
    for (const language of locales) expect(reader.read(text, language)).toBe(-5);
  });

  it('is not bad for what only looks like swearing', () => {
    for (const text of [
      'Hi, this is Dick',
      'Mishit in Scunthorpe',
      'A shiitake or a shitake?',
      'Batteriet är slut',
      '*** 5 ***',
    ])
      expect(reader.read(text, 'sv-SE')).toBeGreaterThan(-5);
  });

  it('can be told in every language we speak, and stays between -5 and 5', () => {
    for (const language of locales) expect(reader.read('hello', language satisfies Locale)).toBeCloseTo(0, -1);
    expect(reader.read('awful terrible hate bad horrible', 'en-US')).toBe(-5);
  });
});
