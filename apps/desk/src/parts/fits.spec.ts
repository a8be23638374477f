import { attachable } from '#contracts';
import { fitting } from './fits.ts';

const file = (name: string, size = 1_000) => ({ name, size });
const whys = (...turned: ReturnType<typeof fitting>['turnedAway']) => turned.map(({ name, why }) => `${name} ${why}`);

describe('which files may be attached', () => {
  it('takes what the provider carries, in whatever case it is written', () => {
    const files = [file('lamp.JPG'), file('voice.mp3'), file('bill.pdf')];
    expect(fitting(files, [])).toEqual({ fit: files, turnedAway: [] });
  });

  it('turns away types that no carrier takes, names without a type, and nothing at all', () => {
    const { fit, turnedAway } = fitting([file('plan.exe'), file('README'), file('nothing.png', 0), file('a.png')], []);
    expect(whys(...turnedAway)).toEqual(['plan.exe type', 'README type', 'nothing.png empty']);
    expect(fit).toEqual([file('a.png')]);
  });

  it('counts what is attached already: together they may be as large as one text carries', () => {
    const already = [{ size: attachable.bytes - 1_000 }];
    expect(fitting([file('a.png', 1_000)], already).turnedAway).toEqual([]);
    const { fit, turnedAway } = fitting([file('large.png', 1_001), file('small.png', 900)], already);
    expect(whys(...turnedAway)).toEqual(['large.png too-large']);
    expect(fit).toEqual([file('small.png', 900)]);
  });

  it('stops at as many as one text carries', () => {
    const already = Array.from({ length: attachable.files - 1 }, () => ({ size: 1 }));
    const { fit, turnedAway } = fitting([file('a.png'), file('b.png')], already);
    expect(fit).toEqual([file('a.png')]);
    expect(whys(...turnedAway)).toEqual(['b.png too-many']);
  });
});
