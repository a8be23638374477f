import { attachable, organisationSettings } from '#contracts';
import { type LookedAt, mayBeShown, mostBytes, unrecognised, whyNotIn, whyNotOut } from './file-rules.ts';

const usual = organisationSettings.stored.parse({}).attachments;
const jpeg: LookedAt = {
  size: 100,
  contentType: 'image/jpeg',
  extension: 'jpg',
  statedType: 'image/jpeg',
  namedExtension: null,
};

describe("a customer's file", () => {
  it.each<[string, Partial<LookedAt>]>([
    ['an image', {}],
    ['a video', { contentType: 'video/mp4', extension: 'mp4', statedType: 'video/mp4' }],
    ['a business card', { contentType: 'text/x-vcard', extension: null, statedType: 'text/x-vcard' }],
    ['just bytes', { contentType: 'application/octet-stream', extension: null, statedType: null }],
  ])('is let in when it is %s', (_, changes) => expect(whyNotIn({ ...jpeg, ...changes }, usual)).toBeNull());

  it('is not let in when it is larger than the organisation allows', () => {
    expect(mostBytes(usual)).toBe(5 * 1024 * 1024);
    expect(whyNotIn({ ...jpeg, size: mostBytes(usual) }, usual)).toBeNull();
    expect(whyNotIn({ ...jpeg, size: mostBytes(usual) + 1 }, usual)).toBe('too-large');
  });

  it.each<[string, Partial<LookedAt>]>([
    ['a program inside a picture’s clothes', { contentType: 'application/x-msdownload', extension: 'exe' }],
    ['a page that a browser would run', { contentType: 'text/plain', extension: null, statedType: 'text/html' }],
    [
      'a drawing that a browser would run',
      { contentType: 'application/xml', extension: 'xml', statedType: 'image/svg+xml' },
    ],
    ['called like a program', { namedExtension: 'exe' }],
  ])('is not let in when it is %s', (_, changes) =>
    expect(whyNotIn({ ...jpeg, ...changes }, usual)).toBe('blocked-type'),
  );

  it.each([['image/jpeg'], ['image/*']])('is not let in when the organisation blocks %s', (blocked) => {
    expect(whyNotIn(jpeg, { ...usual, blockedTypes: [blocked] })).toBe('blocked-type');
    expect(whyNotIn(jpeg, { ...usual, blockedTypes: ['video/*'] })).toBeNull();
  });
});

describe("an agent's file", () => {
  const picture = { ...jpeg, namedExtension: 'jpg' };

  it('may be what the product says, and nothing else', () => {
    expect(attachable.extensions).toEqual([
      'jpg',
      'jpeg',
      'gif',
      'png',
      'mp3',
      'oga',
      'ogg',
      'amr',
      'mp4',
      'pdf',
      'csv',
    ]);
    expect(whyNotOut(picture, usual)).toBeNull();
    expect(
      whyNotOut({ ...picture, namedExtension: 'csv', contentType: 'text/csv', extension: null }, usual),
    ).toBeNull();
    expect(whyNotOut({ ...picture, namedExtension: 'docx' }, usual)).toBe('blocked-type');
    expect(whyNotOut({ ...picture, namedExtension: null }, usual)).toBe('blocked-type');
  });

  it('is inside what it is called', () => {
    expect(whyNotOut({ ...picture, contentType: 'application/pdf', extension: 'pdf' }, usual)).toBe('blocked-type');
    expect(whyNotOut({ ...picture, contentType: 'image/webp', extension: 'webp' }, usual)).toBe('blocked-type');
  });

  it('may be a picture that is called by the ending of another', () => {
    expect(whyNotOut({ ...picture, contentType: 'image/png', extension: 'png' }, usual)).toBeNull();
    expect(whyNotOut({ ...picture, namedExtension: 'png' }, { ...usual, blockedTypes: ['image/jpeg'] })).toBe(
      'blocked-type',
    );
  });

  it('is not larger than Twilio takes, whatever the organisation allows', () => {
    const wide = { ...usual, maxFileSizeKb: 131_072 };
    expect(whyNotOut({ ...picture, size: 5_000_000 }, wide)).toBeNull();
    expect(whyNotOut({ ...picture, size: 5_000_001 }, wide)).toBe('too-large');
    expect(whyNotOut({ ...picture, size: 2049 }, { ...usual, maxFileSizeKb: 2 })).toBe('too-large');
  });
});

describe('a file that nobody recognises', () => {
  it.each<[string | null, string | null, boolean, string]>([
    ['text/x-vcard', null, true, 'text/x-vcard'],
    ['text/html', null, true, 'text/plain'],
    ['image/png', null, true, 'text/plain'],
    [null, 'csv', true, 'text/csv'],
    ['text/csv', 'csv', false, 'application/octet-stream'],
    ['image/png', null, false, 'application/octet-stream'],
  ])('said to be %s, called .%s, text: %s, counts as %s', (stated, extension, isText, type) => {
    expect(unrecognised(stated, extension, isText)).toBe(type);
  });
});

it.each([
  ['image/png', true],
  ['video/mp4', true],
  ['image/svg+xml', false],
  ['application/pdf', false],
  ['text/plain', false],
  ['application/xml', false],
])('a browser shows %s: %s', (type, isShown) => expect(mayBeShown(type)).toBe(isShown));
