import { switchedBy } from './switched.ts';

const long = 'x'.repeat(100);

describe('one character that makes a text larger', () => {
  it('is named with the letter under its accent and what the text would need without it', () => {
    expect(switchedBy(`Fenêtre ${long}`, 2, ['ê'])).toEqual({ character: 'ê', plain: 'e', instead: 1 });
  });

  it('is named alone where no letter does instead', () => {
    expect(switchedBy(`${long} 🙂`, 2, ['🙂'])).toEqual({ character: '🙂', plain: null, instead: 1 });
    expect(switchedBy(`${long} ł`, 2, ['ł'])).toEqual({ character: 'ł', plain: null, instead: 1 });
  });

  it.each([
    ['there is none', long, 1, []],
    ['there are several', `ê ł ${long}`, 2, ['ê', 'ł']],
    ['the text is no smaller without it', 'Fenêtre', 1, ['ê']],
  ])('is not named where %s', (_, body, segments, switchers) => {
    expect(switchedBy(body, segments, switchers)).toBeNull();
  });
});
