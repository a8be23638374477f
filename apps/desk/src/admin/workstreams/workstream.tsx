import { Button } from '@mantine/core';
import { IconDeviceMobileMessage, IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { v7 } from 'uuid';
import {
  distribution as contract,
  type Distribution,
  type DistributionView,
  type SettingsKind,
  workstreamSettings,
} from '#contracts';
import { drafts, saveDraft } from '../../api/channel-drafts.ts';
import { channels, workstreams } from '../../api/channel-config.ts';
import { Refused } from '../../api/refused.ts';
import { distribution as distributionQuery, saveDistribution } from '../../api/routing.ts';
import { readPast } from '../../api/query-client.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Address } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import styles from '../admin.module.css';
import { emptyDraft } from '../channel-wizard/steps.ts';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';
import { SettingsForm } from '../settings/settings-form.tsx';
import { State } from '../set-up/life.tsx';
import { Existing } from '../set-up/record.tsx';
import own from '../set-up/set-up.module.css';

const words = adminWords.workstreams;
const list = { name: words.title, link: <Link to="/admin/workstreams">{words.title}</Link> };

/** The views of one workstream. */
export const workstreamTabs = ['distribution', 'channels', 'advanced', 'settings'] as const;
export type WorkstreamTab = (typeof workstreamTabs)[number];

function Tabs({ id, at }: { readonly id: string; readonly at: WorkstreamTab }) {
  const navigate = useNavigate();
  return (
    <div className={own.tabs}>
      <Segments
        label={words.one}
        controls="page"
        value={at}
        segments={workstreamTabs.map((tab) => ({ value: tab, label: words.tabs[tab] }))}
        onChange={(tab) =>
          void navigate({
            to: '/admin/workstreams/$id',
            params: { id },
            search: tab === 'distribution' ? {} : { tab },
          })
        }
      />
    </div>
  );
}

const valuesOf = ({
  workstreamId: _workstreamId,
  workstreamName: _workstreamName,
  version: _version,
  mode: _mode,
  fallbackQueueId: _fallbackQueueId,
  ...values
}: DistributionView): Distribution => values;

interface PartProps {
  readonly id: string;
  readonly title: string;
  readonly intro: ReactNode;
  readonly tabs: ReactNode;
}

/** How offers of this workstream are made. */
function DistributionForm({ id, view, ...page }: PartProps & { readonly view: DistributionView }) {
  const cache = useQueryClient();
  return (
    <RecordForm
      {...page}
      list={list}
      section={words.distribution}
      about="distribution"
      schema={contract}
      references={{ capacityProfileId: 'capacity-profile' }}
      saved={{ values: valuesOf(view), version: view.version }}
      save={(values, from) => saveDistribution(cache, id, from ?? view.version, values as Distribution)}
      readAgain={async () => {
        const fresh = await readPast(cache, distributionQuery(id));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
    />
  );
}

function DistributionTab(props: PartProps) {
  const settings = useQuery({
    ...distributionQuery(props.id),
    // Routing learns of a new workstream by an event: a moment later it is there.
    retry: (failures, error) => failures < 4 && (!(error instanceof Refused) || error.status === 404),
    staleTime: Infinity,
  });
  if (settings.data) return <DistributionForm key={settings.data.version} {...props} view={settings.data} />;
  return (
    <AdminPage title={props.title} intro={props.intro} list={list} isNarrow>
      {props.tabs}
      <Read query={settings} what={words.failedDistribution}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** The numbers of the workstream, and "Set up SMS": a new channel, or a draft to go on with. */
function ChannelsTab({ id, title, intro, tabs }: PartProps) {
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

/** One workstream: how its work is distributed, its numbers, what it carries, and what it is called. */
export function Workstream() {
  const { id } = useParams({ from: '/admin/workstreams/$id' });
  const { tab = 'distribution' } = useSearch({ from: '/admin/workstreams/$id' });
  const all = useQuery(workstreams);
  const workstream = all.data?.find((candidate) => candidate.id === id);
  const used = useQuery(channels).data?.filter(({ workstreamId }) => workstreamId === id).length;
  if (all.data && !workstream) return <NothingHere />;
  const title = workstream?.name ?? words.one;
  const usage = used === undefined ? null : used === 0 ? words.notUsed : words.usedBy(used);
  const intro = usage && `${usage} ${adminWords.form.inForce}`;
  const tabs = <Tabs id={id} at={tab} />;
  const part = { id, title, intro, tabs };
  switch (tab) {
    case 'channels':
      return <ChannelsTab {...part} />;
    case 'advanced':
      return (
        <SettingsForm
          kind={workstreamSettings as unknown as SettingsKind}
          about={id}
          title={title}
          intro={intro}
          tabs={tabs}
          list={list}
          section={words.tabs.advanced}
        />
      );
    case 'settings':
      return <Existing kind="workstreams" id={id} tabs={tabs} />;
    default:
      return <DistributionTab {...part} />;
  }
}
