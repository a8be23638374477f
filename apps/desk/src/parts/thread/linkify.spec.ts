import fc from 'fast-check';
import { piecesOf } from './linkify.ts';

const links = (body: string) => piecesOf(body).flatMap(({ href }) => href ?? []);

describe('the links in a text', () => {
  it('end where the sentence goes on', () => {
    expect(links('Follow it here: https://bit.example/8K2. Thanks!')).toEqual(['https://bit.example/8K2']);
    expect(links('(see https://a.example/b?c=1)')).toEqual(['https://a.example/b?c=1']);
    expect(links('https://a.example/x_(y)')).toEqual(['https://a.example/x_(y)']);
  });

  it('are only addresses of the web', () => {
    expect(links('javascript:alert(1) ftp://a.example www.a.example mail@a.example https://')).toEqual([]);
  });

  it('change nothing of the words', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.webUrl())), (parts) => {
        const body = parts.join(' ');
        expect(
          piecesOf(body)
            .map(({ text }) => text)
            .join(''),
        ).toBe(body);
      }),
    );
  });
});
