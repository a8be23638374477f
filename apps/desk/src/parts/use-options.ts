import { useEffect, useId, useState, type KeyboardEvent } from 'react';

export interface Options {
  readonly listId: string;
  /** The id of the option that Enter means now, for `aria-activedescendant`; undefined where there is none. */
  readonly activeId: string | undefined;
  readonly idOf: (index: number) => string;
  readonly isActive: (index: number) => boolean;
  readonly point: (index: number) => void;
  /** True when the key was meant for the list. */
  readonly press: (event: KeyboardEvent) => boolean;
}

/** A list of options under a field that keeps the focus: arrows move, Enter and Tab choose. Begins at the top whenever `about` changes. */
export function useOptions(count: number, about: string, choose: (index: number) => void): Options {
  const listId = useId();
  const [at, setAt] = useState(0);
  const active = Math.min(at, count - 1);
  useEffect(() => setAt(0), [about]);
  const idOf = (index: number) => `${listId}-${index}`;
  useEffect(() => {
    document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, active]);
  const press = (event: KeyboardEvent): boolean => {
    if (count === 0) return false;
    if (event.key === 'ArrowDown') setAt((active + 1) % count);
    else if (event.key === 'ArrowUp') setAt((active - 1 + count) % count);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(active);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    listId,
    activeId: active >= 0 ? idOf(active) : undefined,
    idOf,
    isActive: (index) => index === active,
    point: setAt,
    press,
  };
}
