import type { FilledTab } from '#contracts';
import { afterClosing, pagesOf, sandboxOf } from './pages.ts';

const tab = (id: string, page: FilledTab['page'], canClose = true) => ({ id, title: id, canClose, page }) as FilledTab;
const anchor = tab('about', { type: 'conversation' }, false);
const crm = tab('crm', { type: 'external', address: 'https://crm.example/' });
const search = tab('search', { type: 'search', query: '' });
const untouched = { selected: null, closed: [] };
const pages = (tabs: FilledTab[] | null, pane: Partial<{ selected: string | null; closed: string[] }> = {}) =>
  pagesOf(tabs && { tabs }, { ...untouched, ...pane }, 'Conversation');
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('the pages of a session', () => {
  it('are the tabs of its template, all open, the anchor looked at', () => {
    const { open, closed, selected } = pages([anchor, crm, search]);
    expect(ids(open)).toEqual(['about', 'crm', 'search']);
    expect(closed).toEqual([]);
    expect(selected.id).toBe('about');
  });

  it('are as somebody arranged them', () => {
    const { open, closed, selected } = pages([anchor, crm, search], { selected: 'search', closed: ['crm', 'about'] });
    expect(ids(open)).toEqual(['about', 'search']);
    expect(ids(closed)).toEqual(['crm']);
    expect(selected.id).toBe('search');
  });

  it('show the anchor where what was looked at is closed or gone', () => {
    expect(pages([anchor, crm], { selected: 'crm', closed: ['crm'] }).selected.id).toBe('about');
    expect(pages([anchor], { selected: 'crm' }).selected.id).toBe('about');
  });

  it('have the conversation among them also where the template does not name it, behind the anchor', () => {
    const { open, selected } = pages([{ ...crm, canClose: false }, search]);
    expect(open.map(({ id, title, canClose }) => [id, title, canClose])).toEqual([
      ['crm', 'crm', false],
      ['conversation', 'Conversation', false],
      ['search', 'search', true],
    ]);
    expect(selected.id).toBe('crm');
  });

  it('have the conversation once, never closed, and find it by what it is', () => {
    const again = tab('again', { type: 'conversation' });
    const more = tab('more', { type: 'conversation' });
    const { open, selected } = pages([{ ...crm, canClose: false }, again, more], {
      selected: 'conversation',
      closed: ['again'],
    });
    expect(open.map(({ id, canClose }) => [id, canClose])).toEqual([
      ['crm', false],
      ['again', false],
    ]);
    expect(selected.id).toBe('again');
  });

  it('are the conversation alone while nobody knows the template', () => {
    expect(ids(pages(null).open)).toEqual(['conversation']);
  });

  it('leave the look to the neighbour of one that is closed', () => {
    const looking = (selected: string) => pages([anchor, crm, search], { selected });
    expect(afterClosing(looking('crm'), 'crm')).toBe('search');
    expect(afterClosing(looking('search'), 'search')).toBe('crm');
    expect(afterClosing(looking('about'), 'search')).toBe('about');
  });
});

describe('a page elsewhere', () => {
  it('keeps its own origin and leads the desk nowhere', () => {
    const allowed = sandboxOf('https://crm.example/c/1', 'https://desk.example').split(' ');
    expect(allowed).toContain('allow-same-origin');
    expect(allowed.filter((word) => word.includes('top-navigation'))).toEqual([]);
  });

  it('that is the desk’s own is held apart from it', () => {
    expect(sandboxOf('https://desk.example/x', 'https://desk.example').split(' ')).not.toContain('allow-same-origin');
  });
});
