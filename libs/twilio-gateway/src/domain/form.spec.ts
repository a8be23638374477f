import fc from 'fast-check';
import { field, readForm } from './form.ts';

describe('reading a form', () => {
  it('keeps blank, repeated and unknown fields, spaces, plus signs and other scripts', () => {
    const form = readForm('From=%2B14155550111&FromCity=&Body=a%20+%2B+b&X=2&X=1&X=2&Name=Zo%C3%AB+%F0%9F%98%80');
    expect([...form]).toEqual([
      ['From', ['+14155550111']],
      ['FromCity', ['']],
      ['Body', ['a  + b']],
      ['X', ['2', '1', '2']],
      ['Name', ['Zoë 😀']],
    ]);
  });

  it('does not take a leading question mark for the start of a query', () => {
    expect([...readForm('?a=1')]).toEqual([['?a', ['1']]]);
  });

  it('gives back what was written, whatever it was', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 20 }), (pairs) => {
        const form = readForm(new URLSearchParams(pairs).toString());
        for (const [name] of pairs)
          expect(form.get(name)).toEqual(pairs.filter(([other]) => other === name).map(([, value]) => value));
        expect(form.size).toBe(new Set(pairs.map(([name]) => name)).size);
      }),
    );
  });

  it('reads anything as the standard says, well-formed or not', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '=',
      '&',
      '+',
      '%',
      '%4',
      '%41',
      '%C3%AB',
      '%C3',
      '%FF',
      '%00',
      '?',
      'ë',
      ';',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (body) => {
          const params = new URLSearchParams(`&${body}`);
          expect([...readForm(body)]).toEqual([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('answers the first value of a field, and nothing for a field that was not sent', () => {
    expect(field(readForm('a=1&a=2'), 'a')).toBe('1');
    expect(field(readForm('a=1'), 'b')).toBeUndefined();
  });
});
