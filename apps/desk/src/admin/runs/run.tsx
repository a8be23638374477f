import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { outboundRunReferences, type OutboundRunSettings, outboundRunSettings, type OutboundRunView } from '#contracts';
import { beginRun, outboundRun, steerRun } from '../../api/outbound-runs.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { Fact, Facts } from '../../parts/small.tsx';
import { Card, DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { asInstant } from '../../parts/time.ts';
import { tellFailure } from '../../shell/tell.tsx';
import { runWords as words } from '../../words/en-runs.ts';
import styles from '../admin.module.css';
import { useNames } from '../history/names.ts';
import { spoken } from '../patterns/controls.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { Field } from '../patterns/form-parts.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { type FieldShown, RecordForm } from '../patterns/record-form.tsx';
import { Audience } from './audience.tsx';
import { RunState } from './runs.tsx';

const list = { name: words.title, link: <Link to="/admin/runs">{words.title}</Link> };

/** As the browser's field writes a moment: in the zone of who types. */
const typed = (at: string): string => {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

function Moment({ name, value, errors, onChange }: FieldShown & { readonly name: string }) {
  return (
    <Field name={nameOfField(name, 'outbound-run')} error={errors[name]}>
      {(ids) => (
        <TextInput
          {...ids}
          type="datetime-local"
          value={typeof value === 'string' ? typed(value) : ''}
          onChange={({ currentTarget: { value: moment } }) =>
            onChange(moment === '' ? null : new Date(moment).toISOString())
          }
        />
      )}
    </Field>
  );
}

function New() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  // one id for all attempts: an answer that was lost makes no second one
  const [id] = useState(() => v7());
  return (
    <RecordForm
      schema={outboundRunSettings}
      references={outboundRunReferences}
      saved={null}
      save={async (values) => {
        const run = await beginRun(cache, id, values as OutboundRunSettings);
        void navigate({ to: '/admin/runs/$id', params: { id }, ignoreBlocker: true });
        return run;
      }}
      readAgain={() => Promise.reject(new Error('A new run has nobody else to change it.'))}
      title={words.new}
      intro={words.settingsText}
      list={list}
      section={words.settings}
      about="outbound-run"
      instead={{
        beginsAt: (field) => <Moment name="beginsAt" {...field} />,
        endsAt: (field) => <Moment name="endsAt" {...field} />,
      }}
    />
  );
}

function Steering({ run }: { readonly run: OutboundRunView }) {
  const cache = useQueryClient();
  const [isEnding, setEnding] = useState(false);
  const steer = async (how: 'pause' | 'resume' | 'cancel') => {
    setEnding(false);
    try {
      await steerRun(cache, run.id, how);
    } catch (error) {
      tellFailure(error);
    }
  };
  if (run.state === 'cancelled') return null;
  return (
    <>
      {run.state === 'paused' ? (
        <Button onClick={() => void steer('resume')}>{words.resume}</Button>
      ) : (
        run.state === 'running' && (
          <Button variant="default" onClick={() => void steer('pause')}>
            {words.pause}
          </Button>
        )
      )}
      <Button variant="default" onClick={() => setEnding(true)}>
        {words.cancel}
      </Button>
      <Dialog isOpen={isEnding} onClose={() => setEnding(false)} title={words.cancelTitle}>
        <DialogText>{words.cancelText}</DialogText>
        <DialogActions>
          <Button variant="default" onClick={() => setEnding(false)} data-autofocus>
            {words.keep}
          </Button>
          <Button onClick={() => void steer('cancel')}>{words.cancel}</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

function Existing({ run }: { readonly run: OutboundRunView }) {
  const { progress, textsPerMinute, slowedTo, workstreamId, queueId, skills } = run;
  const nameOf = useNames({ workstreamId, queueId, skills });
  return (
    <AdminPage
      title={run.name || words.unnamed}
      intro={run.description}
      list={list}
      actions={<Steering run={run} />}
      isNarrow
    >
      <Card title={words.about}>
        <div className={styles.below}>
          <Facts>
            <Fact name={words.state}>
              <RunState state={run.state} />
            </Fact>
            <Fact name={words.begins}>{asInstant(run.beginsAt)}</Fact>
            <Fact name={words.ends}>{asInstant(run.endsAt)}</Fact>
            {run.workstreamId && <Fact name={words.workstream}>{nameOf(run.workstreamId)}</Fact>}
            {run.queueId && (
              <Fact name={words.queue}>
                {[run.queueId, run.fallbackQueueId].flatMap((id) => (id ? nameOf(id) : [])).join(words.or)}
              </Fact>
            )}
            {run.skills.length > 0 && (
              <Fact name={words.skills}>
                {run.skills.map(({ skillId, rating }) => `${nameOf(skillId)} ${rating}`).join(', ')}
              </Fact>
            )}
            <Fact name={words.order}>{spoken(run.order)}</Fact>
            <Fact name={words.pace}>
              {textsPerMinute === null ? words.unpaced : words.perMinute(textsPerMinute)}{' '}
              {slowedTo !== null && <Tag tone="risk">{words.slowedTo(slowedTo)}</Tag>}
            </Fact>
            <Fact name={words.answered}>{progress.answered}</Fact>
          </Facts>
        </div>
      </Card>
      <div className={styles.below}>
        <Card title={words.became} note={progress.contacts > 0 && String(progress.contacts)}>
          {progress.contacts === 0 ? (
            <p className={styles.intro}>{words.nobody}</p>
          ) : (
            <DataTable label={words.became} columns={[{ name: words.state }, { name: words.people, end: true }]}>
              {Object.entries(progress.states).map(([state, count]) => (
                <tr key={state}>
                  <td className={table.strong}>{words.contacts[state] ?? state}</td>
                  <td className={table.end}>{count}</td>
                </tr>
              ))}
            </DataTable>
          )}
        </Card>
        {run.state !== 'cancelled' && <Audience run={run} />}
      </div>
    </AdminPage>
  );
}

function Kept({ id }: { readonly id: string }) {
  const query = useQuery(outboundRun(id));
  if (query.data) return <Existing run={query.data} />;
  return (
    <AdminPage title={words.settings} list={list} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.failedOne}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** One run with how far it is, or a new one. */
export function Run() {
  const { id } = useParams({ from: '/admin/runs/$id' });
  return id === 'new' ? <New /> : <Kept key={id} id={id} />;
}
