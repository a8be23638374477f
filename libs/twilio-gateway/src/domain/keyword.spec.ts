import fc from 'fast-check';
import { address, type Address, type Keyword } from '#contracts';
import { hear, type Standing } from './consent.ts';
import { type KeywordReplies, replyTo, standardReplies } from './keyword-replies.ts';
import { mayBeOwnWord, ownWordsOf, readKeyword } from './keyword.ts';

const longCode = address.parse('+14252306549');
const tollFree = address.parse('+18335550133');
const shortCode = address.parse('72345');
const stop = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const start = ['START', 'YES', 'UNSTOP'];
const help = ['HELP', 'INFO'];
const every = [...stop, ...start, ...help];
const keywordOf = (body: string, number = longCode, type?: string) => readKeyword(body, type, number)?.keyword ?? null;

const anyCase = (word: string) =>
  fc
    .array(fc.boolean(), { minLength: word.length, maxLength: word.length })
    .map((upper) => [...word].map((letter, n) => (upper[n] ? letter : letter.toLowerCase())).join(''));
const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\u00a0'), maxLength: 4 });

describe('a text that is one keyword (product.md 30)', () => {
  it.each([
    ['stop', stop],
    ['start', start],
    ['help', help],
  ])('asks for %s in whatever case and with white space around', (keyword, words) => {
    const written = fc.constantFrom(...words).chain((word) => fc.tuple(space, anyCase(word), space));
    fc.assert(fc.property(written, ([before, word, after]) => keywordOf(before + word + after) === keyword));
  });

  it('is none with anything else in it: STOP PLEASE does not count', () => {
    const more = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.constantFrom(...every), more, fc.boolean(), (word, other, first) => {
        expect(keywordOf(first ? `${other} ${word}` : `${word} ${other}`)).toBeNull();
      }),
    );
    for (const text of ['STOP PLEASE', 'please stop', 'STOP.', 'stop!', '"STOP"', 'stop stop', 'S T O P', 'STOP ALL'])
      expect(keywordOf(text)).toBeNull();
  });

  it('is none where only upper case makes it look like one', () => {
    expect(keywordOf('ſtop')).toBeNull();
    expect(keywordOf('ınfo')).toBeNull();
  });

  it('is none for any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const isKeyword = every.includes(text.trim().toUpperCase()) && /^\s*[a-z]+\s*$/i.test(text);
        expect(keywordOf(text) !== null).toBe(isKeyword);
      }),
    );
  });

  it('is what Advanced Opt-Out took it for, whatever its words are', () => {
    expect(keywordOf('arrêt', longCode, 'STOP')).toBe('stop');
    expect(keywordOf('encore', longCode, 'START')).toBe('start');
    expect(keywordOf('stop', longCode, 'HELP')).toBe('help');
    expect(keywordOf('hello', longCode, 'toString')).toBeNull();
  });

  it('does not bring anybody back to a toll-free number by YES', () => {
    expect(keywordOf('yes', tollFree)).toBeNull();
    expect(['START', 'UNSTOP', 'STOP', 'HELP'].map((word) => keywordOf(word, tollFree))).toEqual([
      'start',
      'start',
      'stop',
      'help',
    ]);
  });
});

describe('what a keyword does', () => {
  const said = (word: string) => readKeyword(word, undefined, longCode)!;

  it('is the same however often it is said before: STOP opts out, START opts in, HELP neither', () => {
    fc.assert(
      fc.property(fc.constantFrom(...every), fc.constantFrom('opted-out', 'opted-in', undefined), (word, standing) => {
        const { keyword, becomes } = hear(said(word), standing);
        if (stop.includes(word)) expect({ keyword, becomes }).toEqual({ keyword: 'stop', becomes: 'opted-out' });
        if (help.includes(word)) expect({ keyword, becomes }).toEqual({ keyword: 'help', becomes: null });
        if (start.includes(word) && word !== 'YES') expect(becomes).toBe('opted-in');
      }),
    );
  });

  it('is nothing for a YES when there is nothing to undo: then it answers a question', () => {
    expect(hear(said('yes'), undefined)).toEqual({ keyword: null, becomes: null });
    expect(hear(said('yes'), 'opted-in')).toEqual({ keyword: null, becomes: null });
    expect(hear(said('yes'), 'opted-out')).toEqual({ keyword: 'start', becomes: 'opted-in' });
  });
});

describe('who answers a keyword (product.md 30.3)', () => {
  const ours = { ...standardReplies, mode: 'we-reply' as const };
  const reply = (keyword: Keyword, number: Address, standing: Standing, replies: KeywordReplies, isAnswered = false) =>
    replyTo({ keyword, isAnswered, isOwn: false }, number, standing, replies);

  it('is the provider unless we were told to', () => {
    expect(reply('stop', longCode, undefined, standardReplies)).toBeNull();
    expect(reply('help', longCode, 'opted-out', standardReplies)).toBeNull();
    expect(reply('stop', longCode, undefined, ours)).toBe(ours.texts.stop);
  });

  it('is always us on a short code, and never on a toll-free number', () => {
    for (const keyword of ['stop', 'start', 'help'] as const) {
      expect(reply(keyword, shortCode, undefined, standardReplies)).toBe(standardReplies.texts[keyword]);
      expect(reply(keyword, tollFree, undefined, ours)).toBeNull();
    }
  });

  it('is Twilio alone wherever Advanced Opt-Out took the text for a keyword: nobody gets two answers', () => {
    for (const keyword of ['stop', 'start', 'help'] as const)
      for (const number of [longCode, shortCode]) expect(reply(keyword, number, undefined, ours, true)).toBeNull();
    expect(readKeyword('arrêt', 'STOP', shortCode)).toMatchObject({ isAnswered: true });
    expect(readKeyword('STOP', undefined, shortCode)).toMatchObject({ isAnswered: false });
  });

  it('says goodbye once, and helps also who opted out', () => {
    expect(reply('stop', shortCode, 'opted-out', standardReplies)).toBeNull();
    expect(reply('help', shortCode, 'opted-out', standardReplies)).toBe(standardReplies.texts.help);
  });
});

describe('a word that an administrator added for a number', () => {
  const own = ownWordsOf({ stopWords: ['ARRÊT', 'baja'], startWords: ['retour'], helpWords: ['Aide'] });
  const read = (body: string, type?: string) => readKeyword(body, type, longCode, own);

  it.each([
    ['arret', 'stop'],
    [' Arrêt ', 'stop'],
    ['BAJA', 'stop'],
    ['Retour', 'start'],
    ['aide', 'help'],
  ])('is a keyword: %j says %s', (body, keyword) => {
    expect(mayBeOwnWord(body)).toBe(true);
    expect(read(body)).toMatchObject({ keyword, word: body.trim().toUpperCase(), isOwn: true, isAnswered: false });
    expect(readKeyword(body, undefined, longCode)).toBeNull();
  });

  it('counts alone in its text, as the others do', () => {
    for (const body of ['arrêt svp', 'arrêt!', 'arrêter', 'baja baja', '']) expect(read(body)).toBeNull();
  });

  it('changes nothing about the carriers\u2019 words, nor about what Advanced Opt-Out took a text for', () => {
    expect(read('stop')).toMatchObject({ keyword: 'stop', isOwn: false });
    expect(read('arrêt', 'STOP')).toMatchObject({ keyword: 'stop', isOwn: false, isAnswered: true });
    expect(mayBeOwnWord('stop')).toBe(false);
  });

  it('is answered by us, whoever answers the others: nobody else knows it', () => {
    const said = { keyword: 'stop', isAnswered: false, isOwn: true } as const;
    for (const number of [longCode, shortCode, tollFree])
      expect(replyTo(said, number, undefined, standardReplies)).toBe(standardReplies.texts.stop);
    expect(replyTo({ ...said, isAnswered: true }, longCode, undefined, standardReplies)).toBeNull();
    expect(replyTo(said, longCode, 'opted-out', standardReplies)).toBeNull();
  });
});
