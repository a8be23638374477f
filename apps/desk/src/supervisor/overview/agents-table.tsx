import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import type { AgentView, ConversationView, QueueView } from '#contracts';
import { CapacityBar } from '../../parts/capacity.tsx';
import { Empty } from '../../parts/empty.tsx';
import { late } from '../../parts/late.ts';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { Span } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { words as shared } from '../../words/en.ts';
import { supervisorWords } from '../../words/en-supervisor.ts';
import { inDutyOrder } from './figures.ts';

const { agents: words } = supervisorWords;
const AgentDialog = late(() => import('./agent-dialog.tsx').then(({ AgentDialog: component }) => component));
const { number, of } = shared.common;

interface AgentsProps {
  readonly agents: readonly AgentView[];
  readonly queues: readonly QueueView[];
  readonly conversations: readonly ConversationView[];
}

/** Who is here, since when and why, how much each can still take, and what became of what they were offered today (product.md 37, agent grid). */
export function Agents({ agents, queues, conversations }: AgentsProps) {
  const [changing, setChanging] = useState<string | null>(null);
  const changed = agents.find(({ id }) => id === changing);
  if (agents.length === 0) {
    return (
      <Empty icon={IconUsers} title={words.none}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.agent },
    { name: words.presence },
    { name: words.since },
    { name: words.setBy, isAside: true },
    { name: words.capacity },
    { name: words.conversations, end: true },
    { name: words.offered, end: true },
    { name: words.answered, end: true },
    { name: words.declined, end: true },
    { name: words.missed, end: true },
    { name: words.queues },
    { name: words.skills, isAside: true },
    { name: words.change, isUnseen: true },
  ];
  // where nobody has a skill, their queues have the room
  const areSkilled = agents.some(({ skills }) => skills.length > 0);
  const names = new Map(queues.map(({ id, name }) => [id, name]));
  const held = new Map<string, number>();
  for (const { agentId, accepted, status } of conversations)
    if (agentId && accepted && status !== 'waiting') held.set(agentId, (held.get(agentId) ?? 0) + 1);
  return (
    <>
      <DataTable label={words.title} columns={columns}>
        {inDutyOrder(agents).map((agent) => (
          <tr key={agent.id}>
            <td className={table.strong} dir="auto">
              {agent.name}
            </td>
            <td>
              <span className={table.withMark}>
                <PresenceMark presence={agent.presence} />
                <span dir="auto" title={shared.presence[agent.presence]}>
                  {agent.presenceText ?? shared.presence[agent.presence] ?? agent.presence}
                </span>
              </span>
            </td>
            <td className={table.quiet} title={words.setters[agent.presenceSetBy]}>
              <Span since={agent.presenceSince} />
            </td>
            <td className={`${table.quiet} ${table.aside}`} title={words.reasons[agent.presenceReason]}>
              {words.setters[agent.presenceSetBy] ?? agent.presenceSetBy}
            </td>
            <td>
              <span className={`${table.withMark} ${table.quiet}`}>
                <span className={table.aside}>
                  <CapacityBar {...agent.capacity} />
                </span>
                {of(agent.capacity.used, agent.capacity.total)}
                {agent.profiles.map(({ id, name, used, limit }) => (
                  <span key={id} dir="auto">
                    {words.profile(name, used, limit)}
                  </span>
                ))}
              </span>
            </td>
            <td className={table.end}>{number(held.get(agent.id) ?? 0)}</td>
            <Offers {...agent.offersToday} />
            <Listed grows of={agent.queueIds.flatMap((id) => names.get(id) ?? [])} />
            <Listed grows={areSkilled} isAside of={agent.skills.map(({ name, rating }) => words.skill(name, rating))} />
            <td className={table.end}>
              <Button variant="subtle" aria-label={words.changeName(agent.name)} onClick={() => setChanging(agent.id)}>
                {words.change}
              </Button>
            </td>
          </tr>
        ))}
      </DataTable>
      {changed && (
        <Suspense>
          <AgentDialog agent={changed} queues={queues} onClose={() => setChanging(null)} />
        </Suspense>
      )}
    </>
  );
}

/** What is neither answered nor declined nor missed is said where the pointer rests: it was not the agent who ended it. */
const Offers = ({ offered, accepted, rejected, timedOut, lost, withdrawn }: AgentView['offersToday']) => (
  <>
    <td className={table.end} title={words.otherEnds(lost, withdrawn)}>
      {number(offered)}
    </td>
    <td className={table.end}>{number(accepted)}</td>
    <td className={table.end}>{number(rejected)}</td>
    <td className={table.end}>{number(timedOut)}</td>
  </>
);

/** Several names in a line; all of them where the pointer rests. */
interface ListedProps {
  readonly of: readonly string[];
  readonly grows: boolean;
  /** Only where there is room. */
  readonly isAside?: boolean;
}

const Listed = ({ of: names, grows, isAside = false }: ListedProps) => (
  <td
    className={[table.quiet, grows && table.grow, isAside && table.aside].filter(Boolean).join(' ')}
    dir="auto"
    title={names.join(', ')}
  >
    {names.length === 0 ? shared.common.nothing : names.join(', ')}
  </td>
);
