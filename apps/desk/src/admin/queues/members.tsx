import { TextInput } from '@mantine/core';
import { IconAlertTriangle, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AgentId } from '#contracts';
import { agents as agentsQuery } from '../../api/routing.ts';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { words as shared } from '../../words/en.ts';
import { queueWords as words } from '../../words/en-queues.ts';
import styles from '../admin.module.css';

/** So many names are shown at once; the others are found by typing. */
const most = 200;

interface MembersProps {
  readonly chosen: readonly AgentId[];
  readonly error?: string | undefined;
  readonly onChange: (chosen: AgentId[]) => void;
}

/** Which agents take what waits here. Members that have never signed in here keep their place. */
export function Members({ chosen, error, onChange }: MembersProps) {
  const agents = useQuery(agentsQuery).data ?? [];
  const [find, setFind] = useState('');
  const named = new Set(agents.map(({ id }) => id));
  const taken = new Set(chosen);
  const unknown = chosen.filter((id) => !named.has(id));
  const wanted = find.trim().toLocaleLowerCase();
  const found = agents
    .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
    .sort((one, other) => one.name.localeCompare(other.name));
  const shown = found.slice(0, most);
  const toggle = (id: AgentId, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <div>
      <p className={styles.sectionText}>{words.chosen(chosen.length, new Set([...chosen, ...named]).size)}</p>
      {agents.length > 8 && (
        <TextInput
          aria-label={words.findAgent}
          placeholder={words.findAgent}
          leftSection={<IconSearch size={15} stroke={1.7} aria-hidden />}
          value={find}
          onChange={(event) => setFind(event.currentTarget.value)}
        />
      )}
      {agents.length === 0 && unknown.length === 0 ? (
        <p className={styles.fieldHint}>{words.noAgents}</p>
      ) : (
        <div className={styles.people} role="group" aria-label={words.members}>
          {shown.map((agent) => (
            <label key={agent.id} className={styles.choice}>
              <input
                type="checkbox"
                checked={taken.has(agent.id)}
                onChange={(event) => toggle(agent.id, event.currentTarget.checked)}
              />
              <span className={styles.choiceName} dir="auto">
                {agent.name}
              </span>
              <span className={styles.choiceNote}>
                <PresenceMark presence={agent.presence} />
                {shared.presence[agent.presence] ?? agent.presence}
              </span>
            </label>
          ))}
          {wanted === '' &&
            unknown.map((id) => (
              <label key={id} className={styles.choice}>
                <input type="checkbox" checked onChange={() => toggle(id, false)} />
                <span className={styles.choiceName}>{words.unknownAgent}</span>
                <span className={styles.choiceNote}>{id.slice(0, 8)}</span>
              </label>
            ))}
          {shown.length === 0 && wanted !== '' && <p className={styles.fieldHint}>{words.noAgentMatch}</p>}
          {found.length > most && <p className={styles.fieldHint}>{words.hidden(found.length - most)}</p>}
        </div>
      )}
      {error && <p className={styles.fieldError}>{error}</p>}
      {chosen.length === 0 && (
        <p className={styles.warning}>
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          {words.warning}
        </p>
      )}
    </div>
  );
}
