import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { type WebhookKind, webhookKinds, webhookRequest, type WebhookRequest, type WebhookView } from '#contracts';
import { readPast } from '../../api/query-client.ts';
import { Refused } from '../../api/refused.ts';
import { removeWebhook, saveWebhook, webhook } from '../../api/webhooks.ts';
import { CopyField } from '../../parts/copy-field.tsx';
import { Dialog, DialogActions, DialogText } from '../../parts/dialog.tsx';
import { Read } from '../../parts/read.tsx';
import { asInstant } from '../../parts/time.ts';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { webhookWords as words } from '../../words/en-webhooks.ts';
import admin from '../admin.module.css';
import { HistoryButton } from '../history/history-button.tsx';
import { isSame } from '../patterns/contract.ts';
import { nameOfField } from '../patterns/field-names.ts';
import { FieldGroup } from '../patterns/form-parts.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { OutsideSecret } from '../patterns/outside-secret.tsx';
import { type FieldShown, RecordForm } from '../patterns/record-form.tsx';
import { Remove } from '../patterns/remove.tsx';
import { Deliveries } from './deliveries.tsx';
import styles from './webhooks.module.css';

/** What people look for first. */
const shown = Object.keys(words.kinds) as WebhookKind[];
const list = { name: words.title, link: <Link to="/admin/webhooks">{words.title}</Link> };
const valuesOf = ({ name, address, kinds, active }: WebhookView): WebhookRequest => ({ name, address, kinds, active });

/** Each kind with what it means. */
function Kinds({ value, errors, isReadOnly, onChange }: FieldShown) {
  const chosen = value as WebhookRequest['kinds'];
  return (
    <FieldGroup name={nameOfField('kinds', 'webhook')} error={errors['kinds']}>
      <div className={styles.kinds}>
        {shown.map((kind) => (
          <Checkbox
            key={kind}
            label={words.kinds[kind][0]}
            description={words.kinds[kind][1]}
            disabled={isReadOnly}
            checked={chosen.includes(kind)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(webhookKinds.filter((one) => (one === kind ? checked : chosen.includes(one))))
            }
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** Why it was turned off, and the way back. */
function TurnedOff({ view }: { readonly view: WebhookView }) {
  const cache = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  if (!view.turnedOff) return null;
  const { at, why } = view.turnedOff;
  const turnOn = async () => {
    setBusy(true);
    try {
      await saveWebhook(cache, view.id, view.version, { ...valuesOf(view), active: true });
      tell(adminWords.form.saved);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.off} role="status">
      <p>
        {words.turnedOff(asInstant(at), why)} {words.turnedOffText}
      </p>
      <Button variant="default" loading={isBusy} onClick={() => void turnOn()}>
        {words.turnOn}
      </Button>
    </div>
  );
}

function Existing({ view }: { readonly view: WebhookView }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const readAgain = async () => {
    const fresh = await readPast(cache, webhook(view.id));
    return { values: valuesOf(fresh), version: fresh.version };
  };
  const save = async (values: WebhookRequest, from: number | null) => {
    try {
      return await saveWebhook(cache, view.id, from, values);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 412) throw error;
      // a delivery that failed is counted in a new version: nobody has to choose between the same settings
      const now = await readAgain();
      if (!isSame(now.values, valuesOf(view))) throw error;
      return saveWebhook(cache, view.id, now.version, values);
    }
  };
  return (
    <RecordForm
      schema={webhookRequest}
      saved={{ values: valuesOf(view), version: view.version }}
      save={(values, from) => save(values as WebhookRequest, from)}
      readAgain={readAgain}
      title={view.name}
      list={list}
      section={words.where}
      about="webhook"
      instead={{ kinds: (field) => <Kinds {...field} /> }}
      tabs={<TurnedOff view={view} />}
      actions={
        <>
          <HistoryButton of={{ kind: 'webhook', ...view }} now={valuesOf(view)} />
          <Remove
            name={view.name}
            text={words.removeText}
            remove={() => removeWebhook(cache, view.id)}
            removed={() => navigate({ to: '/admin/webhooks', ignoreBlocker: true })}
          />
        </>
      }
    >
      <OutsideSecret kind="webhook" id={view.id} />
      <Deliveries webhookId={view.id} />
    </RecordForm>
  );
}

function New() {
  const cache = useQueryClient();
  const navigate = useNavigate();
  // one id for all attempts: an answer that was lost makes no second one
  const [id] = useState(() => v7());
  const [made, setMade] = useState<WebhookView | null>(null);
  const open = () => void navigate({ to: '/admin/webhooks/$id', params: { id }, ignoreBlocker: true });
  return (
    <RecordForm
      schema={webhookRequest}
      saved={null}
      save={async (values, from) => {
        const saved = await saveWebhook(cache, id, from, values as WebhookRequest);
        setMade(saved);
        return saved;
      }}
      readAgain={async () => {
        const fresh = await readPast(cache, webhook(id));
        return { values: valuesOf(fresh), version: fresh.version };
      }}
      title={words.new}
      intro={words.intro}
      list={list}
      section={words.where}
      about="webhook"
      instead={{ kinds: (field) => <Kinds {...field} /> }}
    >
      <Dialog isOpen={made !== null} onClose={open} title={words.secretTitle} width={520} isHeld>
        <DialogText>{made?.secret ? words.secretText : words.secretLost}</DialogText>
        {made?.secret && (
          <div className={admin.below}>
            <CopyField name={words.secret} value={made.secret} />
          </div>
        )}
        <DialogActions>
          <Button onClick={open}>{words.kept}</Button>
        </DialogActions>
      </Dialog>
    </RecordForm>
  );
}

function Known({ id }: { readonly id: string }) {
  const query = useQuery(webhook(id));
  if (query.data) return <Existing view={query.data} />;
  return (
    <AdminPage title={words.one} list={list} isNarrow>
      <Read query={{ ...query, data: undefined }} what={words.one}>
        {() => null}
      </Read>
    </AdminPage>
  );
}

/** One system that is told of what happens, or a new one. */
export function Webhook() {
  const { id } = useParams({ from: '/admin/webhooks/$id' });
  return id === 'new' ? <New /> : <Known key={id} id={id} />;
}
