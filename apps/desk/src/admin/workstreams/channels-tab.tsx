import { Button } from '@mantine/core';
import { IconDeviceMobileMessage, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { drafts, saveDraft } from '../../api/channel-drafts.ts';
import { channels } from '../../api/channel-config.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Address } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import { emptyDraft } from '../channel-wizard/steps.ts';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { State } from '../set-up/life.tsx';
import { type PartProps, workstreamList as list } from './part.tsx';

const words = adminWords.workstreams;

/** The numbers of the workstream, and "Set up SMS": a new channel, or a draft to go on with. */
export function ChannelsTab({ id, title, intro, tabs }: PartProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const query = useQuery(channels);
  const begun = useQuery(drafts).data?.items.filter(({ workstreamId }) => workstreamId === id) ?? [];
  const untouched = begun.find(({ name }) => !name);
  const [isBusy, setBusy] = useState(false);
  const goOn = (draft: string) =>
    navigate({ to: '/admin/workstreams/$id/sms/$draft/$step', params: { id, draft, step: 'setup' } });
  /** A draft that nothing was typed in is taken up again instead of a second one. */
  const start = async () => {
    setBusy(true);
    try {
      const draft = untouched?.id ?? (await saveDraft(cache, v7(), null, emptyDraft(id))).id;
      await goOn(draft);
    } catch (error) {
      setBusy(false);
      tellFailure(error);
    }
  };
  return (
    <AdminPage title={title} intro={intro} list={list} isNarrow>
      {tabs}
      <Sections>
        <Section title={wizardWords.channel.section} text={wizardWords.channel.sectionText}>
          <div className={styles.headActions}>
            <Button
              loading={isBusy}
              leftSection={<IconPlus size={15} stroke={1.9} aria-hidden />}
              onClick={() => void start()}
            >
              {wizardWords.channel.start}
            </Button>
            {begun
              .filter((draft) => draft !== untouched)
              .map((draft) => (
                <Button key={draft.id} variant="default" onClick={() => void goOn(draft.id)}>
                  {wizardWords.channel.resume(draft.name || wizardWords.channel.unnamed)}
                </Button>
              ))}
          </div>
        </Section>
        <Card title={words.channels}>
          <Read query={query} what={adminWords.channels.failed}>
            {(all) => {
              const its = all.filter(({ workstreamId }) => workstreamId === id);
              return its.length === 0 ? (
                <Empty icon={IconDeviceMobileMessage} title={words.noChannels}>
                  {words.noChannelsText}
                </Empty>
              ) : (
                <DataTable
                  label={words.channels}
                  columns={[{ name: adminWords.channels.name }, { name: words.number }, { name: '' }]}
                >
                  {its.map((channel) => (
                    <tr key={channel.id}>
                      <td className={table.strong} dir="auto">
                        <Link to="/admin/set-up/$kind/$id" params={{ kind: 'channels', id: channel.id }}>
                          {channel.name}
                        </Link>
                      </td>
                      <td>
                        <Address of={channel.number} />
                      </td>
                      <td className={table.quiet}>
                        <State of={channel} />
                      </td>
                    </tr>
                  ))}
                </DataTable>
              );
            }}
          </Read>
        </Card>
      </Sections>
    </AdminPage>
  );
}
