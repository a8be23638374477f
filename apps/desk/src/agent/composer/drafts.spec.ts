import fc from 'fast-check';
import { Drafts, type Drawer } from './drafts.ts';

function aDrawer(): Drawer & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, words) => void kept.set(name, words),
    removeItem: (name) => void kept.delete(name),
  };
}

describe('a draft', () => {
  it('is there again after a reload, and gone once it is empty', () => {
    const drawer = aDrawer();
    new Drafts(drawer, () => 'lena').write('amara', 'text', 'Hello');
    const later = new Drafts(drawer, () => 'lena');
    expect(later.read('amara', 'text')).toBe('Hello');
    later.write('amara', 'text', '');
    expect(drawer.kept.size).toBe(0);
  });

  it('is never mixed with the draft of a note, of another conversation or of another person', () => {
    const drawer = aDrawer();
    let person = 'lena';
    const drafts = new Drafts(drawer, () => person);
    drafts.write('amara', 'text', 'one');
    drafts.write('amara', 'note', 'two');
    drafts.write('jonas', 'text', 'three');
    expect([drafts.read('amara', 'text'), drafts.read('amara', 'note'), drafts.read('jonas', 'text')]).toEqual([
      'one',
      'two',
      'three',
    ]);
    person = 'diego';
    expect(drafts.read('amara', 'text')).toBe('');
  });

  it('keeps exactly what was typed', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const drafts = new Drafts(aDrawer(), () => 'lena');
        drafts.write('amara', 'text', words);
        expect(drafts.read('amara', 'text')).toBe(words);
      }),
    );
  });

  it('tells every place that shows it', () => {
    const drafts = new Drafts(aDrawer(), () => 'lena');
    let told = 0;
    const stop = drafts.watch(() => (told += 1));
    drafts.write('amara', 'text', 'H');
    stop();
    drafts.write('amara', 'text', 'He');
    expect(told).toBe(1);
  });
});
