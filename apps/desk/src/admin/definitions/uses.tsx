import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { allDefinitions, allKinds, type Kind } from '../../api/definitions.ts';
import { agentSettings } from '../../api/routing-settings.ts';
import { staffKinds } from '#contracts';
import { staffWords as words } from '../../words/en-staff.ts';
import { Beside } from '../patterns/page.tsx';
import own from '../queues/queues.module.css';
import { UsedBy } from './used-by.tsx';

const List = ({ children }: { readonly children: readonly ReactNode[] }) =>
  children.length === 0 ? <p>{words.notUsed}</p> : <ul className={own.uses}>{children}</ul>;

/** Skills whose `field` names it. */
function Skills({ field, id }: { readonly field: 'typeId' | 'ratingModelId'; readonly id: string }) {
  const skills = useQuery(allDefinitions(allKinds.get('skill')!)).data ?? [];
  return (
    <List>
      {skills
        .filter((skill) => skill[field] === id)
        .map((skill) => (
          <li key={skill.id} dir="auto">
            <Link to="/admin/settings/$kind/$id" params={{ kind: 'skills', id: skill.id }}>
              {skill.name}
            </Link>
          </li>
        ))}
    </List>
  );
}

/** Users who have it, the first of them by name. */
function Users({ wanted }: { readonly wanted: { readonly skillId?: string; readonly profileId?: string } }) {
  const found = useInfiniteQuery(agentSettings(wanted)).data?.pages[0];
  const shown = found?.items.slice(0, 8) ?? [];
  const isMore = found !== undefined && (found.next !== null || found.items.length > shown.length);
  return (
    <>
      <List>
        {shown.map(({ agentId, name }) => (
          <li key={agentId} dir="auto">
            <Link to="/admin/users/$id" params={{ id: agentId }}>
              {name}
            </Link>
          </li>
        ))}
      </List>
      {isMore && (
        <p>
          <Link to="/admin/users" search={wanted}>
            {words.usedByUsers}
          </Link>
        </p>
      )}
    </>
  );
}

/** What uses something of the staff: other definitions, or users. */
function StaffUses({ kind, id }: { readonly kind: string; readonly id: string }) {
  switch (kind) {
    case 'skill-type':
      return <Skills field="typeId" id={id} />;
    case 'rating-model':
      return <Skills field="ratingModelId" id={id} />;
    case 'skill':
      return <Users wanted={{ skillId: id }} />;
    default:
      return <Users wanted={{ profileId: id }} />;
  }
}

/** What uses this one, with the ways there. Of presences nobody is asked for; a refusal to remove one names them. */
export function Uses({ kind, id }: { readonly kind: Kind; readonly id: string }) {
  if (kind.kind === 'presence') return null;
  if (!staffKinds.some((one) => one.kind === kind.kind)) return <UsedBy kind={kind} id={id} />;
  return (
    <Beside title={words.usedBy}>
      <StaffUses kind={kind.kind} id={id} />
    </Beside>
  );
}
