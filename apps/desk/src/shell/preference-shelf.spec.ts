import type { PreferencesView } from '#contracts';
import { chosen, inForce, type Shelf, shelfIn, taken, usual } from './preference-shelf.ts';

const lena: Shelf = { of: 'lena', version: 3, saved: { ...usual, theme: 'dark' }, unsent: {} };
const said = (version: number, changes: Partial<PreferencesView>): PreferencesView =>
  ({ ...usual, version, ...changes }) as PreferencesView;

describe('what a browser knows of a person’s choices', () => {
  it('counts at once, before the server has it', () => {
    expect(inForce(chosen(lena, { undoSend: 5 }))).toEqual({ ...usual, theme: 'dark', undoSend: 5 });
  });

  it('is not sent where nothing is chosen otherwise', () => {
    expect(chosen(lena, { theme: 'dark', keys: {} })).toBe(lena);
    expect(chosen(lena, { theme: 'dark', undoSend: 3 }).unsent).toEqual({ undoSend: 3 });
  });

  it('is settled once the server has it, but for what was chosen otherwise meanwhile', () => {
    const sent = { undoSend: 5, density: 'comfortable' } as const;
    const meanwhile = chosen(chosen(lena, sent), { undoSend: 3 });
    const after = taken(meanwhile, 'lena', said(4, { theme: 'dark', ...sent }), sent);
    expect([after.version, after.unsent]).toEqual([4, { undoSend: 3 }]);
    expect(inForce(after)).toMatchObject({ undoSend: 3, density: 'comfortable' });
  });

  it('keeps what was chosen here over what another window saved', () => {
    const after = taken(chosen(lena, { undoSend: 5 }), 'lena', said(4, { theme: 'light', undoSend: 3 }));
    expect(inForce(after)).toMatchObject({ theme: 'light', undoSend: 5 });
    expect(after.unsent).toEqual({ undoSend: 5 });
  });

  it('never goes back to an older version', () => {
    expect(taken(lena, 'lena', said(2, { theme: 'light' }))).toEqual(lena);
  });

  it('is nobody else’s who signs in at the same browser', () => {
    const after = taken(chosen(lena, { undoSend: 5 }), 'diego', said(0, {}));
    expect([after.of, inForce(after)]).toEqual(['diego', usual]);
  });

  it('is as usual where the browser kept nothing, or nothing that is understood', () => {
    for (const text of [null, '', '{', '7', '{"theme":"dark"}']) expect(inForce(shelfIn(text))).toEqual(usual);
    expect(shelfIn(JSON.stringify(chosen(lena, { undoSend: 5 })))).toEqual(chosen(lena, { undoSend: 5 }));
    expect(inForce(shelfIn('{"of":"lena","version":1,"saved":{"theme":"dark"}}'))).toEqual({ ...usual, theme: 'dark' });
  });
});
