import { Button, NumberInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type AccountCheckView, type AccountView, type CheckOutcome, rotateTokenRequest } from '#contracts';
import { keys } from '../../api/keys.ts';
import { secretColumns } from '../../api/secrets.ts';
import { type AccountLook, lookAtAccount, replaceToken } from '../../api/set-up.ts';
import { Dialog, DialogText } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Address, When } from '../../parts/small.tsx';
import { DataTable, tableStyles as table } from '../../parts/table.tsx';
import { Tag } from '../../parts/tag.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { words as shared } from '../../words/en.ts';
import styles from '../admin.module.css';
import { errorsOf, limitsOf } from '../patterns/contract.ts';
import { Field } from '../patterns/form-parts.tsx';
import { Section } from '../patterns/page.tsx';
import { missing, SecretField, useMySecret } from '../patterns/secret-field.tsx';
import { useSending } from '../patterns/use-sending.ts';

const words = adminWords.twilio;
const column = 'account-auth-token';

export const Outcome = ({ of }: { readonly of: CheckOutcome }) => (
  <Tag tone={of === 'ok' ? 'good' : of === 'provider-unreachable' ? 'risk' : 'bad'}>{words.outcomes[of]}</Tag>
);

/** How a number stands: what the provider said of it, and whether a text has ever come in. */
export const AtNumber = ({ of }: { readonly of: AccountView['numbers'][number] }) => (
  <>
    {of.check && of.check.outcome !== 'ok' && <Outcome of={of.check.outcome} />}{' '}
    {of.connectedAt ? <Tag tone="good">{words.texted}</Tag> : of.channelId && words.first}
  </>
);

/** Calls this once for each version of an account that nobody has checked yet, as soon as the gateway goes by it. */
function useFirstCheck({ version, state, validation, inForce }: AccountView, mayAsk: boolean, check: () => void): void {
  const asked = useRef(0);
  const isKnown = inForce.some(({ service, version: at }) => service === 'gateway' && at === version);
  const isDue = mayAsk && state === 'active' && isKnown && !validation?.isCurrent;
  useEffect(() => {
    if (!isDue || asked.current === version) return;
    asked.current = version;
    check();
  });
}

/** What the provider said of the account when it was last asked, and asking it again or setting the addresses there. */
export function AtProvider({ account }: { readonly account: AccountView }) {
  const cache = useQueryClient();
  const title = words.title(adminWords.accounts.providers[account.provider]);
  const [busy, setBusy] = useState<AccountLook | null>(null);
  const [found, setFound] = useState<AccountCheckView | null>(null);
  const { read } = useMySecret(column);
  const isPermitted = useQuery(secretColumns).isSuccess && read;
  const look = async (how: AccountLook, isTold = true) => {
    setBusy(how);
    try {
      const answer = await lookAtAccount(account.id, how, account.version);
      setFound(answer);
      if (how === 'connect') tell(answer.outcome === 'ok' ? words.connected : words.notConnected);
      await cache.invalidateQueries({ queryKey: keys.accounts });
    } catch (error) {
      if (isTold) tellFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const isAsked = busy !== null || found?.ofVersion === account.version;
  useFirstCheck(account, isPermitted && !isAsked, () => void look('validate', false));
  const said = account.validation;
  // what was asked here counts until something newer was said: by somebody else who asked, or of what the account is since
  const isNewest = found !== null && (said === null || Date.parse(found.checkedAt) >= Date.parse(said.checkedAt));
  const last = isNewest ? found : said;
  const shown = isNewest ? found : null;
  const wrong = shown?.numbers.filter(({ outcome }) => outcome !== 'ok') ?? [];
  return (
    <Section title={title}>
      <div className={styles.check}>
        <p role="status">
          {last === null ? (
            words.never
          ) : (
            <>
              <Outcome of={last.outcome} /> <When at={last.checkedAt} />
              {last.checkedAt === said?.checkedAt && !said.isCurrent && `. ${words.outdated}.`}
            </>
          )}
        </p>
        <div className={styles.headActions}>
          <Button
            variant="default"
            loading={busy === 'health'}
            disabled={busy !== null || !read}
            onClick={() => void look('health')}
          >
            {words.check}
          </Button>
          {account.provider === 'twilio' && (
            <Button
              variant="default"
              loading={busy === 'connect'}
              disabled={busy !== null || !read}
              onClick={() => void look('connect')}
            >
              {words.connect}
            </Button>
          )}
        </div>
      </div>
      {!read && <p className={styles.fieldHint}>{missing(column, 'read')}</p>}
      {shown?.advice && <p className={styles.warning}>{shown.advice}</p>}
      {wrong.length > 0 && (
        <DataTable label={title} columns={[{ name: adminWords.accounts.number }, { name: title }, { name: '' }]}>
          {wrong.map((number) => (
            <tr key={number.numberId}>
              <td className={table.strong}>
                <Address of={number.number} />
              </td>
              <td>
                <Outcome of={number.outcome} />
              </td>
              <td className={table.grow}>{number.advice}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {shown && shown.undelivered.length > 0 && <Undelivered of={shown.undelivered} />}
    </Section>
  );
}

/** What the provider could not bring here, as its own error log says. */
function Undelivered({ of }: { readonly of: AccountCheckView['undelivered'] }) {
  const columns = [
    { name: adminWords.accounts.number },
    { name: words.webhooks, end: true },
    { name: words.last },
    { name: words.why },
  ];
  return (
    <>
      <p className={styles.warning}>{words.undelivered}</p>
      <DataTable label={words.undelivered} columns={columns}>
        {of.map(({ number, errorCode, title, advice, link, count, lastAt }) => (
          <tr key={`${number} ${errorCode}`}>
            <td className={table.strong}>{number === null ? words.anyNumber : <Address of={number} />}</td>
            <td className={table.end}>{count}</td>
            <td>
              <When at={lastAt} />
            </td>
            <td className={table.grow}>
              {errorCode}: {title}. {advice}{' '}
              {link && (
                <a href={link} target="_blank" rel="noreferrer">
                  {words.explained}
                  <span className="unseen"> ({shared.common.opensInNewTab})</span>
                </a>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}

const usualGrace = 24;

/** The token is written and never read: a new one replaces it. */
export function ReplaceToken({ account }: { readonly account: AccountView }) {
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [authToken, setToken] = useState('');
  const [graceHours, setGrace] = useState(usualGrace);
  const { errors, isBusy, send, forget } = useSending();
  const { update } = useMySecret(column);
  const close = () => {
    setOpen(false);
    setToken('');
    forget();
  };
  const replace = () =>
    send(errorsOf(rotateTokenRequest, { authToken, graceHours }), async () => {
      await replaceToken(cache, account.id, account.version, { authToken, graceHours });
      tell(words.replaced);
      close();
    });
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {words.replace}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} title={words.replaceTitle} width={520}>
        <DialogText>{words.replaceText[account.provider]}</DialogText>
        <div className={styles.fields}>
          <SecretField column={column} action="update" name={words.newToken} error={errors['authToken']}>
            {(ids) => (
              <TextInput
                {...ids}
                type="password"
                autoComplete="off"
                data-autofocus
                value={authToken}
                onChange={(event) => setToken(event.currentTarget.value)}
              />
            )}
          </SecretField>
          <Field name={words.grace} error={errors['graceHours']}>
            {(ids) => (
              <NumberInput
                {...ids}
                {...limitsOf(rotateTokenRequest.shape.graceHours)}
                className={styles.short!}
                clampBehavior="none"
                allowDecimal={false}
                value={graceHours}
                onChange={(value) => setGrace(Number(value))}
              />
            )}
          </Field>
        </div>
        <DialogFoot onCancel={close} isBusy={isBusy} isDisabled={!update} onDo={() => void replace()}>
          {words.replace}
        </DialogFoot>
      </Dialog>
    </>
  );
}
