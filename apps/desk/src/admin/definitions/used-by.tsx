import { useQuery } from '@tanstack/react-query';
import { type Kind, usersOf } from '../../api/definitions.ts';
import { Read } from '../../parts/read.tsx';
import { definitionWords as words } from '../../words/en-definitions.ts';
import { Beside } from '../patterns/page.tsx';
import { titleOfKind } from '../places.ts';
import own from '../set-up/set-up.module.css';
import { ToOne } from '../set-up/to-one.tsx';

/** What names this definition, each with the way to it: as long as there is something, it stays. */
export function UsedBy({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  const query = useQuery(usersOf(kind, id));
  return (
    <Beside title={words.usedBy}>
      <Read query={query} what={words.usedBy}>
        {({ items, more }) =>
          items.length === 0 ? (
            <p className={own.note}>{words.usedByNone}</p>
          ) : (
            <>
              <ul className={own.list}>
                {items.map((user) => (
                  <li key={`${user.kind} ${user.id}`} dir="auto">
                    <ToOne kind={user.kind} id={user.id}>
                      {user.name || titleOfKind(user.kind)}
                    </ToOne>
                    {user.name && <span>{titleOfKind(user.kind)}</span>}
                  </li>
                ))}
              </ul>
              {more && <p className={own.note}>{words.usedByMore}</p>}
            </>
          )
        }
      </Read>
    </Beside>
  );
}
