import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { AutomatedTriggersView } from '#contracts';
import { channels } from '../../api/channel-config.ts';
import { storedMessages } from '../../api/definitions.ts';
import { languages } from '../../api/languages.ts';
import { textsInForce, triggers } from '../../api/texts.ts';
import { Read } from '../../parts/read.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { textWords } from '../../words/en-texts.ts';
import { AdminPage, Sections } from '../patterns/page.tsx';
import { EditMessage } from './edit-message.tsx';
import { type Line, linesOfChannel, linesOfSms } from './lines.ts';
import own from './messages.module.css';

const words = textWords.messages;

interface RowsProps {
  readonly lines: readonly Line[];
  readonly title: string;
  readonly isChannel: boolean;
  readonly onEdit: (line: Line) => void;
}

function Rows({ lines, title, isChannel, onEdit }: RowsProps) {
  // what a text costs is known where its number is
  const isSized = lines.some(({ size }) => size !== null);
  const columns = [
    { name: words.trigger },
    { name: words.text },
    { name: words.inherited },
    ...(isSized ? [{ name: words.cost, end: true }] : []),
    { name: words.sent },
    { name: words.edit, isUnseen: true, end: true },
  ];
  return (
    <Card title={title}>
      <div className={own.lines}>
        <DataTable label={title} columns={columns}>
          {lines.map((line) => {
            const isInherited = line.from !== (isChannel ? 'channel' : 'sms');
            return (
              <tr key={line.trigger}>
                <td className={`${table.strong} ${own.trigger}`} title={line.when}>
                  {line.title}
                </td>
                <td className={`${own.textCell} ${isInherited ? table.quiet : ''}`}>
                  <span className={own.text} dir="auto">
                    {line.text}
                  </span>
                </td>
                <td className={`${table.quiet} ${own.from}`}>{words.from[line.from]}</td>
                {isSized && (
                  <td className={`${table.end} ${own.cost}`} data-name={words.cost}>
                    {line.size && <Segments of={line.size.segments} />}
                  </td>
                )}
                <td className={own.sent}>
                  <Tag tone={line.active ? 'good' : 'quiet'}>{line.active ? words.on : words.off}</Tag>
                </td>
                <td className={`${table.end} ${own.change}`}>
                  <Button
                    variant="subtle"
                    aria-label={`${isInherited ? words.replace : words.edit}: ${line.title}`}
                    onClick={() => onEdit(line)}
                  >
                    {isInherited ? words.replace : words.edit}
                  </Button>
                </td>
              </tr>
            );
          })}
        </DataTable>
      </div>
    </Card>
  );
}

const Segments = ({ of }: { readonly of: number }) => <span className={of > 1 ? own.many : undefined}>{of}</span>;

type Triggers = AutomatedTriggersView['items'];

interface Choice {
  readonly value: string;
  readonly label: string;
}
const choices = (of: readonly Choice[]): Choice[] => [...of];

/** Two tables: what customers get, and what agents read. */
function Both({ lines, isChannel, onEdit }: Omit<RowsProps, 'title'>) {
  return (
    <Sections>
      {(['customer', 'agent'] as const).map((receiver) => (
        <Rows
          key={receiver}
          title={receiver === 'customer' ? words.toCustomers : words.toAgents}
          lines={lines.filter((line) => line.receiver === receiver)}
          isChannel={isChannel}
          onEdit={onEdit}
        />
      ))}
    </Sections>
  );
}

/** What is said by itself: for all numbers, or on one channel with what it inherits. */
export function Messages() {
  const { channel, locale } = useSearch({ from: '/admin/messages' });
  const navigate = useNavigate();
  const [edited, setEdited] = useState<Line | null>(null);
  const known = useQuery(channels).data ?? [];
  const spoken = useQuery(languages).data?.items ?? [];
  const occasions = useQuery(triggers);
  const stored = useQuery(storedMessages);
  const one = known.find(({ id }) => id === channel);
  const inForce = useQuery({ ...textsInForce(channel ?? '', locale), enabled: channel !== undefined });
  const language = locale ?? one?.language ?? 'en-US';
  const go = (search: { channel?: string | undefined; locale?: string | undefined }) =>
    void navigate({ to: '/admin/messages', search });
  const messages = stored.data ?? [];
  const lines = (items: Triggers): readonly Line[] | undefined =>
    channel === undefined ? linesOfSms(items, messages, language) : inForce.data && linesOfChannel(items, inForce.data);
  const all = occasions.data && lines(occasions.data.items);
  const reading = channel === undefined ? stored : inForce;
  return (
    <AdminPage title={words.title} intro={words.intro}>
      <div className={own.filters}>
        <Select
          label={words.whose}
          data={choices([
            { value: '', label: words.all },
            ...known.map(({ id, name }) => ({ value: id, label: name })),
          ])}
          allowDeselect={false}
          searchable
          value={channel ?? ''}
          onChange={(next) => go({ channel: next || undefined, locale })}
        />
        <Select
          label={words.language}
          data={choices(spoken.map((each) => ({ value: each.locale, label: each.name })))}
          allowDeselect={false}
          searchable
          value={language}
          onChange={(next) => go({ channel, locale: next ?? undefined })}
        />
      </div>
      <Read
        query={{
          data: all,
          error: occasions.error ?? reading.error,
          refetch: () => Promise.all([occasions.refetch(), reading.refetch()]),
        }}
        what={words.failed}
      >
        {(data) => <Both lines={data} isChannel={channel !== undefined} onEdit={setEdited} />}
      </Read>
      {edited && (
        <EditMessage
          key={edited.trigger}
          line={edited}
          channelId={channel ?? null}
          locale={language}
          stored={messages.find(
            (message) =>
              message.trigger === edited.trigger &&
              message.locale === language &&
              (message.channelId ?? null) === (channel ?? null),
          )}
          onClose={() => setEdited(null)}
        />
      )}
    </AdminPage>
  );
}
