import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconShieldCheck, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { v7 } from 'uuid';
import { consentSources, consentStatus, recordConsentRequest } from '#contracts';
import { channels } from '../../api/channel-config.ts';
import { Refused } from '../../api/refused.ts';
import {
  type ConsentFilter,
  consentEntries,
  consentOf,
  consentTable,
  importConsent,
  recordConsent,
} from '../../api/safety.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { inDialog } from '../patterns/in-dialog.ts';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Address, isForgotten, When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { definitionWords } from '../../words/en-definitions.ts';
import { safetyWords } from '../../words/en-safety.ts';
import styles from '../admin.module.css';
import { errorsOf } from '../patterns/contract.ts';
import { spoken } from '../patterns/controls.ts';
import { Field } from '../patterns/form-parts.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { save } from '../patterns/save.ts';
import own from './safety.module.css';

const words = safetyWords.consent;
const sourceOf = (source: string): string => words.sources[source] ?? spoken(source);

export const ConsentTag = ({ of }: { readonly of: string }) => (
  <Tag tone={of === 'opted-out' ? 'bad' : 'good'}>{words.statuses[of] ?? of}</Tag>
);

interface Pair {
  readonly number: string;
  readonly customer: string;
}

/** Everything that is known of one customer and one number. */
function One({ pair, onClose }: { readonly pair: Pair; readonly onClose: () => void }) {
  const query = useQuery(consentOf(pair.number, pair.customer));
  return (
    <Dialog isOpen onClose={onClose} title={words.look(pair.customer)} width={560} side="end">
      <Read query={query} what={words.failed}>
        {(view) => (
          <>
            <p>
              <Tag tone={view.mayBeTexted ? 'good' : 'bad'}>{view.mayBeTexted ? words.may : words.mayNot}</Tag>{' '}
              {view.isBlocked && <Tag tone="bad">{words.blocked}</Tag>}
            </p>
            <ol className={own.line}>
              {view.entries.map((entry) => (
                <li key={entry.id}>
                  <ConsentTag of={entry.status} /> {sourceOf(entry.source)}
                  {entry.word && <> “{entry.word}”</>}
                  <p className={own.note}>
                    <When at={entry.at} />
                    {entry.recordedBy && <>, {entry.recordedBy.name}</>}
                    {entry.comment && <>: {entry.comment}</>}
                  </p>
                </li>
              ))}
            </ol>
          </>
        )}
      </Read>
    </Dialog>
  );
}

const nothing = { number: '', customer: '', status: 'opted-out', comment: '' };

/** For what a customer said elsewhere. */
function Record({ onClose }: { readonly onClose: () => void }) {
  const cache = useQueryClient();
  const numbers = useQuery(channels).data ?? [];
  const [id] = useState(() => v7());
  const [values, setValues] = useState(nothing);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const set = (next: Partial<typeof nothing>) => setValues((before) => ({ ...before, ...next }));
  const go = async () => {
    const wrong = errorsOf(recordConsentRequest, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      await recordConsent(cache, id, recordConsentRequest.parse(values));
      tell(words.recorded);
      onClose();
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog isOpen onClose={onClose} title={words.record} width={520}>
      <DialogText>{words.recordText}</DialogText>
      <div className={styles.fields}>
        <Field name={words.customer} error={errors['customer']}>
          {(ids) => (
            <TextInput
              {...ids}
              data-autofocus
              value={values.customer}
              onChange={(event) => set({ customer: event.currentTarget.value.replace(/[\s()-]/g, '') })}
            />
          )}
        </Field>
        <Field name={words.number} error={errors['number']}>
          {(ids) => (
            <Select
              {...ids}
              comboboxProps={inDialog}
              data={numbers.map(({ number, name }) => ({ value: number as string, label: `${number}, ${name}` }))}
              searchable
              allowDeselect={false}
              value={values.number || null}
              onChange={(next) => set({ number: next ?? '' })}
            />
          )}
        </Field>
        <Field name={words.status} error={errors['status']}>
          {(ids) => (
            <Select
              {...ids}
              comboboxProps={inDialog}
              data={consentStatus.options.map((one) => ({ value: one, label: words.statuses[one] ?? one }))}
              allowDeselect={false}
              value={values.status}
              onChange={(next) => set({ status: next ?? 'opted-out' })}
            />
          )}
        </Field>
        <Field name={words.comment} error={errors['comment']}>
          {(ids) => (
            <Textarea
              {...ids}
              autosize
              minRows={2}
              value={values.comment}
              onChange={(event) => set({ comment: event.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button loading={isBusy} onClick={() => void go()}>
          {words.save}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** CSV in and out. */
function Tables({ filter }: { readonly filter: ConsentFilter }) {
  const cache = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<'in' | 'out' | null>(null);
  const during = async (what: 'in' | 'out', work: () => Promise<void>) => {
    setBusy(what);
    try {
      await work();
    } catch (error) {
      if (error instanceof Refused && error.problem.errors?.[0]) {
        const { field, message } = error.problem.errors[0];
        tell(`${words.importWrong} ${field} ${message}.`);
      } else tellFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const take = (file: File | undefined) =>
    file &&
    void during('in', async () => {
      const { recorded, unchanged } = await importConsent(cache, new Blob([file], { type: 'text/csv' }));
      tell(words.imported(recorded, unchanged));
    });
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label={words.import}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Button
        variant="default"
        loading={busy === 'in'}
        leftSection={<IconUpload size={15} stroke={1.7} aria-hidden />}
        onClick={() => chooser.current?.click()}
      >
        {words.import}
      </Button>
      <Button
        variant="default"
        loading={busy === 'out'}
        leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
        onClick={() => void during('out', async () => save(await consentTable(filter), 'consent.csv'))}
      >
        {words.export}
      </Button>
    </>
  );
}

/** The consent ledger: every line, or what holds now. */
export function Consent() {
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState<string | null>(null);
  const [source, setSource] = useState<string | null>(null);
  const [isCurrent, setCurrent] = useState(false);
  const [customer] = useDebouncedValue(typed.replace(/[\s()-]/g, ''), 250);
  const [pair, setPair] = useState<Pair | null>(null);
  const [isRecording, setRecording] = useState(false);
  const filter: ConsentFilter = {
    // half a number finds nothing: it is asked for once it is one
    customer: /^(\+[1-9]\d{6,14}|\d{3,8})$/.test(customer) ? customer : undefined,
    status: status ?? undefined,
    source: source ?? undefined,
    current: isCurrent ? 'true' : undefined,
  };
  const isFiltered = Object.values(filter).some((one) => one !== undefined);
  const list = useInfiniteQuery(consentEntries(filter));
  const columns = [
    { name: words.customer },
    { name: words.number },
    { name: words.status },
    { name: words.source },
    { name: words.by },
    { name: words.at, end: true },
  ];
  return (
    <AdminPage
      title={words.title}
      intro={words.intro}
      actions={
        <>
          <Tables filter={filter} />
          <Button onClick={() => setRecording(true)}>{words.record}</Button>
        </>
      }
    >
      <div className={own.filters}>
        <TextInput
          aria-label={words.find}
          placeholder={words.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={words.status}
          placeholder={words.status}
          clearable
          data={consentStatus.options.map((one) => ({ value: one, label: words.statuses[one] ?? one }))}
          value={status}
          onChange={setStatus}
        />
        <Select
          aria-label={words.source}
          placeholder={words.source}
          clearable
          data={consentSources.map((one) => ({ value: one as string, label: sourceOf(one) }))}
          value={source}
          onChange={setSource}
        />
        <Checkbox
          label={words.current}
          checked={isCurrent}
          onChange={(event) => setCurrent(event.currentTarget.checked)}
        />
      </div>
      <div className={table.card}>
        <Read query={list} what={words.failed}>
          {({ pages }) => {
            const items = pages.flatMap((one) => one.items);
            if (items.length === 0) {
              return (
                <Empty icon={IconShieldCheck} title={isFiltered ? words.noMatch : words.none}>
                  {isFiltered ? null : words.noneText}
                </Empty>
              );
            }
            return (
              <DataTable label={words.title} columns={columns}>
                {items.map((entry) => (
                  <tr key={entry.id}>
                    <td className={table.strong}>
                      {isForgotten(entry.customer) ? (
                        <Address of={entry.customer} />
                      ) : (
                        <button type="button" className={own.link} onClick={() => setPair(entry)}>
                          <Address of={entry.customer} />
                        </button>
                      )}
                    </td>
                    <td>
                      <Address of={entry.number} />
                    </td>
                    <td>
                      <ConsentTag of={entry.status} />
                    </td>
                    <td className={table.quiet}>
                      {sourceOf(entry.source)}
                      {entry.word && <> “{entry.word}”</>}
                    </td>
                    <td className={table.quiet} dir="auto">
                      {entry.recordedBy?.name}
                    </td>
                    <td className={`${table.end} ${table.quiet}`}>
                      <When at={entry.at} />
                    </td>
                  </tr>
                ))}
              </DataTable>
            );
          }}
        </Read>
        {list.hasNextPage && (
          <div className={table.more}>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {definitionWords.more}
            </Button>
          </div>
        )}
      </div>
      {pair && <One pair={pair} onClose={() => setPair(null)} />}
      {isRecording && <Record onClose={() => setRecording(false)} />}
    </AdminPage>
  );
}
