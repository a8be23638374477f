import { NumberInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { distribution as contract, presence as presences, type Distribution, type DistributionView } from '#contracts';
import { channels, workstreams } from '../../api/channel-config.ts';
import { Refused } from '../../api/refused.ts';
import { distribution as distributionQuery, saveDistribution } from '../../api/routing.ts';
import { PresenceMark } from '../../parts/presence-mark.tsx';
import { Read } from '../../parts/read.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { words as shared } from '../../words/en.ts';
import { adminWords } from '../../words/en-admin.ts';
import styles from '../admin.module.css';
import { limitsOf } from '../patterns/contract.ts';
import { Field, FieldGroup, FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';
import { EditOne } from '../set-up/links.tsx';

const words = adminWords.workstreams;
const list = { name: words.title, to: '/admin/workstreams' } as const;
const valuesOf = ({
  workstreamId: _workstreamId,
  workstreamName: _workstreamName,
  version: _version,
  mode: _mode,
  fallbackQueueId: _fallbackQueueId,
  ...values
}: DistributionView): Distribution => values;
const seconds = limitsOf(contract.shape.offerSeconds);
const units = limitsOf(contract.shape.capacityUnits);

interface DistributionFormProps {
  readonly view: DistributionView;
  readonly title: string;
  readonly intro: ReactNode;
}

/** How offers of this workstream are made. */
function DistributionForm({ view, title, intro }: DistributionFormProps) {
  const cache = useQueryClient();
  const { workstreamId } = view;
  const form = useForm({
    schema: contract,
    saved: valuesOf(view),
    version: view.version,
    save: (values: Distribution, version) => saveDistribution(cache, workstreamId, version, values),
    readAgain: async () => {
      const fresh = await cache.fetchQuery({ ...distributionQuery(workstreamId), staleTime: 0 });
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const { values, errors, set, look } = form;
  const toggle = (presence: Distribution['allowedPresences'][number], isAllowed: boolean) =>
    set(
      'allowedPresences',
      presences.options.filter((one) => (one === presence ? isAllowed : values.allowedPresences.includes(one))),
    );
  return (
    <AdminPage
      title={title}
      intro={intro}
      list={list}
      actions={
        <>
          <EditOne kind="workstreams" id={workstreamId} />
          <FormActions form={form} />
        </>
      }
      isNarrow
    >
      <Sections>
        <Section title={words.distribution}>
          <form className={styles.fields} onSubmit={form.submit} noValidate>
            <Field
              name={words.offerSeconds}
              hint={words.offerSecondsHint(seconds.min ?? 0, seconds.max ?? 0)}
              error={errors['offerSeconds']}
            >
              {(ids) => (
                <NumberInput
                  {...ids}
                  className={styles.short!}
                  {...seconds}
                  clampBehavior="none"
                  allowDecimal={false}
                  suffix={words.seconds}
                  value={values.offerSeconds}
                  onChange={(value) => set('offerSeconds', Number(value))}
                  onBlur={() => look('offerSeconds')}
                />
              )}
            </Field>
            <Field name={words.capacityUnits} hint={words.capacityUnitsHint} error={errors['capacityUnits']}>
              {(ids) => (
                <NumberInput
                  {...ids}
                  className={styles.short!}
                  {...units}
                  clampBehavior="none"
                  allowDecimal={false}
                  value={values.capacityUnits}
                  onChange={(value) => set('capacityUnits', Number(value))}
                  onBlur={() => look('capacityUnits')}
                />
              )}
            </Field>
            <FieldGroup name={words.presences} hint={words.presencesHint} error={errors['allowedPresences']}>
              <div className={styles.choices}>
                {presences.options.map((presence) => (
                  <label key={presence} className={styles.choice}>
                    <input
                      type="checkbox"
                      checked={values.allowedPresences.includes(presence)}
                      onChange={(event) => toggle(presence, event.currentTarget.checked)}
                    />
                    <PresenceMark presence={presence} />
                    {shared.presence[presence]}
                  </label>
                ))}
              </div>
            </FieldGroup>
          </form>
        </Section>
      </Sections>
      <FormDialogs
        form={form}
        rows={[
          { name: words.offerSeconds, field: 'offerSeconds', show: ({ offerSeconds }) => offerSeconds },
          { name: words.capacityUnits, field: 'capacityUnits', show: ({ capacityUnits }) => capacityUnits },
          {
            name: words.presences,
            field: 'allowedPresences',
            show: ({ allowedPresences }) => allowedPresences.map((one) => shared.presence[one]).join(', '),
          },
        ]}
      />
    </AdminPage>
  );
}

/** One workstream: what uses it, and how its work is distributed. */
export function Workstream() {
  const { id } = useParams({ from: '/admin/workstreams/$id' });
  const all = useQuery(workstreams);
  const workstream = all.data?.find((candidate) => candidate.id === id);
  const used = useQuery(channels).data?.filter(({ workstreamId }) => workstreamId === id).length;
  const settings = useQuery({
    ...distributionQuery(id),
    // Routing learns of a new workstream by an event: a moment later it is there.
    retry: (failures, error) => failures < 4 && (!(error instanceof Refused) || error.status === 404),
    staleTime: Infinity,
  });
  if (all.data && !workstream) return <NothingHere />;
  const title = workstream?.name ?? words.one;
  const usage = used === undefined ? null : used === 0 ? words.notUsed : words.usedBy(used);
  const intro = usage && `${usage} ${adminWords.form.inForce}`;
  if (settings.data) {
    return <DistributionForm key={id} view={settings.data} title={title} intro={intro} />;
  }
  return (
    <AdminPage title={title} intro={intro} list={list} isNarrow>
      <Read query={settings} what={words.failedDistribution}>
        {() => null}
      </Read>
    </AdminPage>
  );
}
