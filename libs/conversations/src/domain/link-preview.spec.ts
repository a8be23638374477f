import fc from 'fast-check';
import { charsetOf, firstLink, nextHop, pageOf } from './link-preview.ts';

describe('the link of a text', () => {
  it.each([
    ['See https://shop.example/lamp.', 'https://shop.example/lamp'],
    ['(https://shop.example/a) and https://shop.example/b', 'https://shop.example/a'],
    ['No link', null],
    ['http://shop.example/ is not sealed', null],
    ['https://me:secret@shop.example/', null],
    [`https://shop.example/${'x'.repeat(2000)}`, null],
  ])('%s: %s', (body, link) => expect(firstLink(body)).toBe(link));
});

describe('a redirection', () => {
  it.each([
    ['/there', 'https://a.example/there'],
    ['https://b.example/', 'https://b.example/'],
    ['//b.example/x', 'https://b.example/x'],
    ['http://b.example/', null],
    ['file:///etc/passwd', null],
    [undefined, null],
  ])('to %s leads to %s', (location, to) => expect(nextHop('https://a.example/here', location)).toBe(to));
});

describe('what is a page', () => {
  it.each([
    ['text/html', 'utf-8'],
    ['Text/HTML; charset="ISO-8859-1"', 'iso-8859-1'],
    ['application/xhtml+xml;charset=utf-8', 'utf-8'],
    ['application/json', null],
    ['text/html5', null],
    [undefined, null],
  ])('%s: %s', (type, charset) => expect(charsetOf(type)).toBe(charset));
});

describe('a page', () => {
  it('says what it is by Open Graph before its title', () => {
    const html = `<head><title>Shop</title><meta property="og:title" content="A &quot;lamp&quot; &amp; more">
      <meta content='Bright &#x26; small' name='description'></head>`;
    expect(pageOf(html)).toEqual({ title: 'A "lamp" & more', description: 'Bright & small' });
    expect(pageOf('<TITLE>\n Shop </TITLE>')).toEqual({ title: 'Shop', description: null });
  });

  it.each([
    ['without a title', '<html><body>Hello</body></html>'],
    ['with one in a script alone', '<script>var a = "<title>Bank</title>"</script>'],
    ['with one in a comment alone', '<!-- <title>Bank</title> -->'],
    ['with one in a script that never ends', '<script><title>Bank</title>'],
  ])('%s is none', (_, html) => expect(pageOf(html)).toBeNull());

  it('cannot make its words longer, invisible, or turn around', () => {
    const { title } = pageOf(`<title>a\u202Eb&#x202E;c&#0;d\u200B${'x'.repeat(500)}</title>`)!;
    expect(title.length).toBeLessThanOrEqual(150);
    expect(title.startsWith('a b c d x')).toBe(true);
    expect(title.endsWith('…')).toBe(true);
  });

  it('is read whatever it is', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('<meta ', 'content="', '<title>', '</title>', '<!--', '<script', '&#x', '>'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const found = pageOf(pieces.join(''));
        return found === null || (found.title !== '' && !/[\p{Cc}\p{Cf}]/u.test(found.title));
      }),
    );
  });
});
