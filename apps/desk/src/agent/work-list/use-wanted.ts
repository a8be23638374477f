import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ListView } from '#contracts';
import { everything, type Wanted } from './arrange.ts';

/** What stands in the address: a list, what is wanted of it, and the way to another. What is as usual is left out. */
export function useWanted() {
  const { list = 'mine', show, read, line, q, sort, of, order, cases } = useSearch({ from: '/work' });
  const navigate = useNavigate();
  const wanted: Wanted = {
    show: show ?? everything.show,
    read: read ?? everything.read,
    line: line ?? everything.line,
    find: q ?? everything.find,
    sort: sort ?? everything.sort,
    queue: of ?? everything.queue,
    order: order ?? everything.order,
    caseOrder: cases ?? everything.caseOrder,
  };
  const go = (to: ListView['list'], next: Wanted, replace = false) =>
    void navigate({
      to: '.',
      replace,
      search: (before) => ({
        ...before,
        list: to === 'mine' ? undefined : to,
        show: next.show ?? undefined,
        read: next.read ?? undefined,
        line: next.line ?? undefined,
        q: next.find === '' ? undefined : next.find,
        sort: next.sort === everything.sort ? undefined : next.sort,
        of: next.queue ?? undefined,
        order: next.order === everything.order ? undefined : next.order,
        cases: next.caseOrder === everything.caseOrder ? undefined : next.caseOrder,
      }),
    });
  return {
    list,
    wanted,
    /** Another list, or another look at one. */
    go,
    /** Changes what is looked at of this list. */
    want: (changes: Partial<Wanted>) => go(list, { ...wanted, ...changes }, 'find' in changes),
  };
}
