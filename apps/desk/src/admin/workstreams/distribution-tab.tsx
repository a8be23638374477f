import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { distribution as contract, type Distribution, type DistributionView } from '#contracts';
import { nameable } from '../../api/definitions.ts';
import { distribution as distributionQuery, saveDistribution } from '../../api/routing-settings.ts';
import { readPast, untilHeard } from '../../api/query-client.ts';
import { Read } from '../../parts/read.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { AdminPage, Beside } from '../patterns/page.tsx';
import { RecordForm } from '../patterns/record-form.tsx';
import own from '../set-up/set-up.module.css';
import { type PartProps, workstreamList as list } from './part.tsx';

const words = adminWords.workstreams;

const valuesOf = ({
  workstreamId: _workstreamId,
  workstreamName: _workstreamName,
  version: _version,
  mode: _mode,
  fallbackQueueId: _fallbackQueueId,
  ...values
}: DistributionView): Distribution => values;

/** What belongs together. What is new in the contract stands in the section of the rest. */
const sections = [
  {
    title: words.sections.capacity,
    fields: ['capacityFormat', 'capacityUnits', 'capacityProfileId', 'wrapUpBlock', 'wrapUpBlockSeconds'],
  },
  {
    title: words.sections.affinity,
    fields: ['keepSameAgent', 'affinityTimeoutSeconds'],
  },
  { title: words.sections.expected, fields: ['waitingThresholdSeconds', 'handlingThresholdSeconds'] },
];

/** Push or pick, and the fallback queue, which belong to the workstream itself. */
function SetElsewhere({ id, view }: { readonly id: string; readonly view: DistributionView }) {
  const queue = useQuery(nameable('queue')).data?.find((one) => one.id === view.fallbackQueueId);
  return (
    <Beside title={words.setElsewhere}>
      <ul className={own.list}>
        <li>
          <span>{words.mode}</span>
          <span>{view.mode === 'pick' ? words.pick : words.push}</span>
        </li>
        <li>
          <span>{words.fallback}</span>
          <Link to="/admin/queues/$id" params={{ id: view.fallbackQueueId }}>
            {queue?.name ?? words.fallback}
          </Link>
        </li>
      </ul>
      <p className={own.note}>
        <Link to="/admin/workstreams/$id" params={{ id }} search={{ tab: 'settings' }}>
          {words.change}
        </Link>
      </p>
    </Beside>
  );
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
      sections={sections}
      aside={() => <SetElsewhere id={id} view={view} />}
      history={{ kind: 'distribution', id, name: words.distribution }}
      saved={{ values: valuesOf(view), version: view.version }}
      save={(values, from) => saveDistribution(cache, id, from ?? 0, values as Distribution)}
      readAgain={async () => {
        const fresh = await readPast(cache, distributionQuery(id));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
    />
  );
}

export function DistributionTab(props: PartProps) {
  const settings = useQuery({
    ...distributionQuery(props.id),
    retry: untilHeard,
    staleTime: Infinity,
  });
  if (settings.data) return <DistributionForm key={props.id} {...props} view={settings.data} />;
  return (
    <AdminPage title={props.title} intro={props.intro} list={list} isNarrow>
      {props.tabs}
      <Read query={settings} what={words.failedDistribution}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
