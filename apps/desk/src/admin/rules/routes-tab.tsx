import { IconRoute } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { routeToQueue, type RouteToQueue, type RouteToQueueView } from '#contracts';
import { sentenceOf } from '#conditions';
import { workstreams } from '../../api/channel-config.ts';
import { readPast } from '../../api/query-client.ts';
import { queues as queuesQuery } from '../../api/routing.ts';
import { classifiedBy, routesOf, saveRoutes } from '../../api/routing-settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { ruleWords as words } from '../../words/en-rules.ts';
import { HistoryButton } from '../history/history-button.tsx';
import { FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';
import { editable, newRouteRule } from './edit-rules.ts';
import { destinationOf, RouteOutputs } from './route-outputs.tsx';
import { RuleList } from './rule-list.tsx';
import { LoadedRules, type RulesPage } from './rules-page.tsx';
import own from './rules.module.css';
import { TryIt } from './try-it.tsx';
import { useConditionFields } from './use-condition-fields.ts';

const valuesOf = ({ rules }: RouteToQueueView): RouteToQueue => ({
  rules: editable(rules),
});

function RoutesForm({
  id,
  view,
  page,
}: {
  readonly id: string;
  readonly view: RouteToQueueView;
  readonly page: RulesPage;
}) {
  const cache = useQueryClient();
  const fields = useConditionFields(id, useQuery(classifiedBy(id)).data);
  const all = useQuery(queuesQuery).data ?? [];
  const queues = all.filter(({ type }) => type === 'messaging');
  const fallbackId = useQuery(workstreams).data?.find((one) => one.id === id)?.fallbackQueueId;
  const fallback = all.find((one) => one.id === fallbackId);
  const form = useForm<RouteToQueue>({
    schema: routeToQueue,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveRoutes(cache, id, version, values),
    readAgain: async () => {
      const fresh = await readPast(cache, routesOf(id));
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const { rules } = form.values;
  return (
    <AdminPage
      {...page}
      aside={<TryIt workstreamId={id} isDirty={form.isDirty} />}
      actions={
        <>
          <HistoryButton
            of={{ kind: 'route-to-queue', id, name: words.routes, version: view.version }}
            now={{ rules: view.rules }}
          />
          <FormActions form={form} />
        </>
      }
    >
      {page.tabs}
      <Sections>
        <Section title={words.routes} text={words.routesText}>
          {rules.length === 0 && (
            <Empty icon={IconRoute} title={words.noRoutes}>
              {words.noRoutesText}
            </Empty>
          )}
          <RuleList
            label={words.routes}
            rules={rules}
            onChange={(next) => form.set('rules', [...next])}
            at="rules"
            errors={form.errors}
            fields={fields}
            most={200}
            make={newRouteRule}
            outcome={(rule) => destinationOf(rule, queues)}
            outputs={(rule, at, onChange) => (
              <RouteOutputs rule={rule} at={at} errors={form.errors} queues={queues} onChange={onChange} />
            )}
          />
          {fallback && (
            <p className={own.after}>
              {words.fallback}:{' '}
              <Link to="/admin/queues/$id" params={{ id: fallback.id }}>
                {fallback.name}
              </Link>
            </p>
          )}
        </Section>
      </Sections>
      <FormDialogs
        form={form}
        of={{ kind: 'route-to-queue', id }}
        rows={[
          {
            name: words.routes,
            field: 'rules',
            show: ({ rules: said }) =>
              said
                .map((rule) => `${rule.name}: ${sentenceOf(rule.conditions, fields)} → ${destinationOf(rule, queues)}`)
                .join('; '),
          },
        ]}
      />
    </AdminPage>
  );
}

/** By which rules work of a workstream finds its queue. */
export function RoutesTab({ id, page }: { readonly id: string; readonly page: RulesPage }) {
  const query = useQuery({ ...routesOf(id), staleTime: Infinity });
  return (
    <LoadedRules query={query} page={page}>
      {(view) => <RoutesForm id={id} view={view} page={page} />}
    </LoadedRules>
  );
}
