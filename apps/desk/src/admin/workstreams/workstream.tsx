import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { channels, workstreams } from '../../api/channel-config.ts';
import { ofWorkstream } from '../../api/settings.ts';
import { Segments } from '../../parts/segments.tsx';
import { TableBones } from '../../parts/table.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { AdminPage } from '../patterns/page.tsx';
import { SettingsForm } from '../settings/settings-form.tsx';
import { Existing } from '../set-up/record.tsx';
import own from '../set-up/set-up.module.css';
import { ChannelsTab } from './channels-tab.tsx';
import { DistributionTab } from './distribution-tab.tsx';
import { IdentificationTab } from './identification-tab.tsx';
import { LifeTab } from './life-tab.tsx';
import { workstreamList as list } from './part.tsx';

const words = adminWords.workstreams;

/** The builder of conditions arrives with the first page of rules. */
const ClassificationTab = lazy(() =>
  import('../rules/classification-tab.tsx').then(({ ClassificationTab: component }) => ({ default: component })),
);
const RoutesTab = lazy(() =>
  import('../rules/routes-tab.tsx').then(({ RoutesTab: component }) => ({ default: component })),
);

/** The views of one workstream. */
export const workstreamTabs = [
  'distribution',
  'classification',
  'routes',
  'channels',
  'conversations',
  'customers',
  'advanced',
  'settings',
] as const;
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

/** One workstream: how its work is distributed, its numbers, how its conversations live, what it carries, and what it is called. */
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
  const page = { title, intro, tabs, list };
  switch (tab) {
    case 'channels':
      return <ChannelsTab {...part} />;
    case 'conversations':
      return <LifeTab key={id} {...part} />;
    case 'customers':
      return <IdentificationTab key={id} {...part} />;
    case 'classification':
    case 'routes': {
      const Tab = tab === 'routes' ? RoutesTab : ClassificationTab;
      return (
        <Suspense
          fallback={
            <AdminPage {...page} isNarrow>
              {tabs}
              <TableBones />
            </AdminPage>
          }
        >
          <Tab key={id} id={id} page={page} />
        </Suspense>
      );
    }
    case 'advanced':
      return (
        <SettingsForm
          kind={ofWorkstream}
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
