import { Button, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type BlockedNumberView,
  blockingRequest,
  type BlockingSettingsRequest,
  blockingSettingsRequest,
  type BlockingSettingsView,
  customerNumber,
} from '#contracts';
import { Refused } from '../../api/refused.ts';
import { block, blockedNumber, blockedNumbers, blockedTexts, blocking, saveBlocking } from '../../api/safety.ts';
import { readPast } from '../../api/query-client.ts';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Read } from '../../parts/read.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Address, When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { definitionWords } from '../../words/en-definitions.ts';
import { safetyWords } from '../../words/en-safety.ts';
import styles from '../admin.module.css';
import { errorsOf, limitsOf } from '../patterns/contract.ts';
import { Field, FormActions, FormDialogs } from '../patterns/form-parts.tsx';
import { AdminPage, Section, Sections } from '../patterns/page.tsx';
import { useForm } from '../patterns/use-form.ts';
import own from './safety.module.css';

const words = safetyWords.blocked;
const states = ['blocked', 'pending', 'clear'] as const;
type State = (typeof states)[number];

interface DecideProps {
  /** Null: it is typed. */
  readonly number: string | null;
  readonly isBlocked: boolean;
  readonly onClose: () => void;
}

/** Blocks a number or lets it in again, with a word on why. */
function Decide({ number, isBlocked, onClose }: DecideProps) {
  const cache = useQueryClient();
  const [typed, setTyped] = useState('');
  const [comment, setComment] = useState('');
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const meant = number ?? typed.replace(/[\s()-]/g, '');
  const go = async () => {
    const wrong = { ...errorsOf(blockingRequest, { comment }), number: errorsOf(customerNumber, meant)[''] };
    const found = Object.fromEntries(Object.entries(wrong).flatMap(([at, why]) => (why ? [[at, why]] : [])));
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await block(cache, meant, isBlocked, comment);
      tell(words.done);
      onClose();
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) setErrors(error.fields);
      else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const title = number === null ? words.block : isBlocked ? words.blockTitle(number) : words.unblockTitle(number);
  return (
    <Dialog isOpen onClose={onClose} title={title} width={480}>
      <DialogText>{isBlocked ? words.blockText : words.unblockText}</DialogText>
      <div className={styles.fields}>
        {number === null && (
          <Field name={words.number} hint={words.numberHint} error={errors['number']}>
            {(ids) => (
              <TextInput
                {...ids}
                data-autofocus
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <Field name={words.comment} error={errors['comment']}>
          {(ids) => (
            <Textarea
              {...ids}
              autosize
              minRows={2}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button loading={isBusy} onClick={() => void go()}>
          {isBlocked ? words.blockOne : words.unblock}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** What happened to a number, and what it texted meanwhile. */
function One({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const query = useQuery(blockedNumber(number));
  const texts = useQuery(blockedTexts(number));
  return (
    <Dialog isOpen onClose={onClose} title={number} width={560} side="end">
      <h3 className={own.part}>{words.history}</h3>
      <Read query={query} what={words.history}>
        {({ history }) => (
          <ol className={own.line}>
            {history.map(({ id, kind, by, at, comment }) => (
              <li key={id}>
                {words.kinds[kind] ?? kind}
                {comment && <>: {comment}</>}
                <p className={own.note}>
                  <When at={at} />
                  {by && <>, {by.name}</>}
                </p>
              </li>
            ))}
          </ol>
        )}
      </Read>
      <h3 className={own.part}>{words.texts}</h3>
      <Read query={texts} what={words.texts}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={own.note}>{words.noTexts}</p>
          ) : (
            <ol className={own.line}>
              {items.map(({ messageId, body, receivedAt }) => (
                <li key={messageId} dir="auto">
                  {body ?? words.gone}
                  <p className={own.note}>
                    <When at={receivedAt} />
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Read>
    </Dialog>
  );
}

function Rows({ state, items }: { readonly state: State; readonly items: readonly BlockedNumberView[] }) {
  const [decided, setDecided] = useState<{ readonly number: string; readonly isBlocked: boolean } | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  if (items.length === 0) {
    return (
      <Empty icon={IconBan} title={words.none[state] ?? ''}>
        {words.noneText}
      </Empty>
    );
  }
  const columns = [
    { name: words.number },
    { name: words.reports, end: true },
    { name: words.comment },
    { name: words.by },
    { name: words.at, end: true },
    { name: words.blockOne, isUnseen: true, end: true },
  ];
  return (
    <>
      <DataTable label={words.title} columns={columns}>
        {items.map(({ number, reports, comment, changedBy, changedAt }) => (
          <tr key={number}>
            <td className={table.strong}>
              <button type="button" className={own.link} onClick={() => setShown(number)}>
                <Address of={number} />
              </button>
            </td>
            <td className={table.end}>{reports}</td>
            <td className={`${table.quiet} ${table.grow}`} dir="auto">
              {comment}
            </td>
            <td className={table.quiet} dir="auto">
              {changedBy?.name ?? words.itself}
            </td>
            <td className={`${table.end} ${table.quiet}`}>
              <When at={changedAt} />
            </td>
            <td className={table.end}>
              {state !== 'blocked' && (
                <Button variant="subtle" onClick={() => setDecided({ number, isBlocked: true })}>
                  {words.blockOne}
                </Button>
              )}
              {state !== 'clear' && (
                <Button variant="subtle" onClick={() => setDecided({ number, isBlocked: false })}>
                  {words.unblock}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {decided && <Decide {...decided} onClose={() => setDecided(null)} />}
      {shown && <One number={shown} onClose={() => setShown(null)} />}
    </>
  );
}

const valuesOf = ({ autoBlock, reportsToBlock }: BlockingSettingsView): BlockingSettingsRequest => ({
  autoBlock,
  reportsToBlock,
});

/** Whether reports block by themselves. */
function Reports({ view }: { readonly view: BlockingSettingsView }) {
  const cache = useQueryClient();
  const form = useForm<BlockingSettingsRequest>({
    schema: blockingSettingsRequest,
    saved: valuesOf(view),
    version: view.version,
    save: (values, version) => saveBlocking(cache, version, values),
    readAgain: async () => {
      const fresh = await readPast(cache, blocking);
      return { values: valuesOf(fresh), version: fresh.version };
    },
  });
  const { values, errors, set } = form;
  return (
    <Section title={words.settings}>
      <form className={styles.fields} onSubmit={form.submit} noValidate>
        <Field name={words.auto} hint={words.autoHint} error={errors['autoBlock']}>
          {({ error: _error, ...ids }) => (
            <Switch
              {...ids}
              checked={values.autoBlock}
              onChange={(event) => set('autoBlock', event.currentTarget.checked)}
            />
          )}
        </Field>
        <Field name={words.many} error={errors['reportsToBlock']}>
          {(ids) => (
            <NumberInput
              {...ids}
              {...limitsOf(blockingSettingsRequest.shape.reportsToBlock)}
              className={styles.short!}
              clampBehavior="none"
              allowDecimal={false}
              value={values.reportsToBlock}
              onChange={(next) => set('reportsToBlock', Number(next))}
            />
          )}
        </Field>
        <div className={styles.headActions}>
          <FormActions form={form} />
        </div>
      </form>
      <FormDialogs
        form={form}
        rows={[
          {
            name: words.auto,
            field: 'autoBlock',
            show: ({ autoBlock }) => (autoBlock ? definitionWords.yes : definitionWords.no),
          },
          { name: words.many, field: 'reportsToBlock', show: ({ reportsToBlock }) => reportsToBlock },
        ]}
      />
    </Section>
  );
}

/** Whose texts reach nobody, who was reported, and when reports are enough. */
export function Blocked() {
  const { state = 'blocked' } = useSearch({ from: '/admin/blocked' });
  const navigate = useNavigate();
  const [isBlocking, setBlocking] = useState(false);
  const list = useInfiniteQuery(blockedNumbers(state));
  const settings = useQuery(blocking);
  return (
    <AdminPage
      title={words.title}
      intro={words.intro}
      actions={<Button onClick={() => setBlocking(true)}>{words.block}</Button>}
    >
      <Sections>
        <div>
          <div className={own.filters}>
            <Segments
              label={words.show}
              controls="blocked-numbers"
              value={state}
              segments={states.map((one) => ({ value: one, label: words.states[one] ?? one }))}
              onChange={(next) =>
                void navigate({ to: '/admin/blocked', search: next === 'blocked' ? {} : { state: next } })
              }
            />
          </div>
          <div className={table.card} id="blocked-numbers" role="tabpanel" aria-label={words.states[state]}>
            <Read query={list} what={words.failed}>
              {({ pages }) => <Rows state={state} items={pages.flatMap(({ items }) => items)} />}
            </Read>
            {list.hasNextPage && (
              <div className={table.more}>
                <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  {definitionWords.more}
                </Button>
              </div>
            )}
          </div>
        </div>
        {settings.data && <Reports key={settings.data.version} view={settings.data} />}
      </Sections>
      {isBlocking && <Decide number={null} isBlocked onClose={() => setBlocking(false)} />}
    </AdminPage>
  );
}
