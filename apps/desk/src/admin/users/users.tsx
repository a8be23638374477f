import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { AgentId, AgentSettingsView } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { agents as agentsQuery } from '../../api/routing.ts';
import { agentSettings } from '../../api/routing-settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { Read } from '../../parts/read.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { words as shared } from '../../words/en.ts';
import { staffWords as words } from '../../words/en-staff.ts';
import chosenStyles from '../patterns/chosen.module.css';
import { AdminPage } from '../patterns/page.tsx';
import { AddUser } from './add-user.tsx';
import { EditMany } from './edit-many.tsx';
import { ratingWord, useRatedSkills } from './use-ratings.ts';
import own from './users.module.css';

interface RowsProps {
  readonly users: readonly AgentSettingsView[];
  readonly chosen: ReadonlySet<AgentId>;
  readonly onChoose: (ids: readonly AgentId[], isChosen: boolean) => void;
}

function Rows({ users, chosen, onChoose }: RowsProps) {
  const live = new Map((useQuery(agentsQuery).data ?? []).map((agent) => [agent.id, agent]));
  const queues = new Map((useQuery(nameable('queue')).data ?? []).map(({ id, name }) => [id, name]));
  const skills = useRatedSkills() ?? [];
  const ids = users.map(({ agentId }) => agentId);
  const columns = [
    {
      name: words.chooseAll,
      head: (
        <input
          type="checkbox"
          className={chosenStyles.check}
          aria-label={words.chooseAll}
          checked={ids.every((id) => chosen.has(id))}
          onChange={(event) => onChoose(ids, event.currentTarget.checked)}
        />
      ),
    },
    { name: words.user },
    { name: words.presence },
    { name: words.units, end: true },
    { name: words.skills },
    { name: words.queues },
  ];
  return (
    <DataTable label={words.users} columns={columns}>
      {users.map((user) => {
        const agent = live.get(user.agentId);
        return (
          <tr key={user.agentId}>
            <td className={table.choice}>
              <input
                type="checkbox"
                className={chosenStyles.check}
                aria-label={words.chooseMany(user.name)}
                checked={chosen.has(user.agentId)}
                onChange={(event) => onChoose([user.agentId], event.currentTarget.checked)}
              />
            </td>
            <td className={table.strong} dir="auto">
              <Link to="/admin/users/$id" params={{ id: user.agentId }}>
                {user.name}
              </Link>
            </td>
            <td className={table.quiet}>
              {agent && (
                <span className={table.withMark}>
                  <PresenceMark presence={agent.presence} />
                  {agent.presenceText ?? shared.presence[agent.presence] ?? agent.presence}
                </span>
              )}
            </td>
            <td className={table.end}>{shared.common.number(user.capacityUnits)}</td>
            <td className={`${table.quiet} ${table.grow}`} dir="auto">
              {user.skills
                .filter(({ active }) => active)
                .map(({ skillId, rating }) => {
                  const skill = skills.find(({ id }) => id === skillId);
                  return skill && `${skill.name} ${ratingWord(skill, rating)}`;
                })
                .filter(Boolean)
                .join(', ')}
            </td>
            <td className={`${table.quiet} ${table.grow}`} dir="auto">
              {user.queueIds
                .map((id) => queues.get(id))
                .filter(Boolean)
                .join(', ')}
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}

interface NarrowProps {
  readonly to: 'queue' | 'skill' | 'capacity-profile';
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}
function Narrow({ to, label, value, onChange }: NarrowProps) {
  const known = useQuery(nameable(to)).data ?? [];
  return (
    <Select
      aria-label={label}
      placeholder={label}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      clearable
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

/** Who answers, narrowed by name, queue, skill and profile; many are changed at once. */
export function Users() {
  const search = useSearch({ from: '/admin/users' });
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<AgentId>>(new Set());
  const [asked] = useDebouncedValue(search, 200);
  const list = useInfiniteQuery(agentSettings(asked));
  const narrow = (changed: typeof search) =>
    void navigate({ to: '/admin/users', search: { ...search, ...changed }, replace: true });
  const isNarrowed = Object.values(search).some(Boolean);
  const choose = (ids: readonly AgentId[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids)
      if (isChosen) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  return (
    <AdminPage title={words.users} intro={words.intro} actions={<AddUser />}>
      <div className={own.bar}>
        <TextInput
          aria-label={words.find}
          placeholder={words.find}
          leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
          value={search.q ?? ''}
          onChange={(event) => narrow({ q: event.currentTarget.value || undefined })}
        />
        <Narrow to="queue" label={words.queue} value={search.queueId} onChange={(queueId) => narrow({ queueId })} />
        <Narrow
          to="skill"
          label={words.skillFilter}
          value={search.skillId}
          onChange={(skillId) => narrow({ skillId })}
        />
        <Narrow
          to="capacity-profile"
          label={words.profileFilter}
          value={search.profileId}
          onChange={(profileId) => narrow({ profileId })}
        />
      </div>
      {chosen.size > 0 && (
        <div className={chosenStyles.many} role="group" aria-label={words.chosen(chosen.size)}>
          {words.chosen(chosen.size)}
          <EditMany ids={[...chosen]} onDone={() => setChosen(new Set())} />
        </div>
      )}
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {({ pages }) => {
            const users = pages.flatMap(({ items }) => items);
            if (users.length > 0) return <Rows users={users} chosen={chosen} onChoose={choose} />;
            return isNarrowed ? (
              <Empty icon={IconSearch} title={words.noMatch} />
            ) : (
              <Empty icon={IconUsers} title={words.none}>
                {words.noneText}
              </Empty>
            );
          }}
        </Read>
        {list.hasNextPage && (
          <div className={table.more}>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {words.more}
            </Button>
          </div>
        )}
      </div>
    </AdminPage>
  );
}
