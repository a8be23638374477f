import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { v7 } from 'uuid';
import { createAccountRequest, refineCredentials } from '#contracts';
import { provisioning } from '../../api/provisioning.ts';
import { Refused } from '../../api/refused.ts';
import { saveSetUp } from '../../api/set-up.ts';
import { NothingHere } from '../../shell/boundary.tsx';
import { tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import { NotProvisioned } from '../channels/provisioning.tsx';
import { errorsOf, type FieldErrors } from '../patterns/contract.ts';
import { AdminPage } from '../patterns/page.tsx';
import { Wizard } from '../patterns/wizard.tsx';
import { forgetDraft, keepDraft, keptDraft, type AccountDraft, stepOf, stepsOfAccount } from './draft.ts';
import { Details, Credentials, Numbers } from './account-pages.tsx';
import { Connecting } from './connecting.tsx';

const words = wizardWords.account;

const credible = createAccountRequest.superRefine(refineCredentials);

type Step = (typeof stepsOfAccount)[number];

const list = { name: adminWords.accounts.title, to: '/admin/accounts' } as const;

/** A new messaging account, page by page. It is created, whole, after its numbers; then its callback information is there to copy. */
function Pages({ at }: { readonly at: Step }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(
    () =>
      keptDraft() ?? {
        id: v7(),
        name: '',
        slug: '',
        provider: 'twilio' as const,
        accountSid: '',
        authToken: '',
        numbers: [
          { id: v7(), number: '', type: 'long-code' as const, description: '', registration: 'unknown' as const },
        ],
        isCreated: false,
      },
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const [isBusy, setBusy] = useState(false);
  const set = (next: Partial<AccountDraft>) => {
    const changed = { ...draft, ...next };
    setDraft(changed);
    keepDraft(changed);
  };
  const { id, isCreated, ...request } = draft;
  const go = (step: Step) => void navigate({ to: '/admin/accounts/new/$step', params: { step } });
  const wrongOn = (step: Step) => Object.keys(errorsOf(credible, request)).filter((path) => stepOf(path) === step);
  const create = async () => {
    const wrong = errorsOf(credible, request);
    setErrors(wrong);
    const [first] = Object.keys(wrong);
    if (first) return go(stepOf(first));
    setBusy(true);
    try {
      await saveSetUp(cache, 'accounts', id, null, request);
      set({ isCreated: true, authToken: '' });
      go('callback');
    } catch (error) {
      if (error instanceof Refused && Object.keys(error.fields).length > 0) {
        setErrors(error.fields);
        go(stepOf(Object.keys(error.fields)[0]!));
      } else tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const finish = () => {
    forgetDraft();
    void navigate({ to: '/admin/accounts/$id', params: { id } });
  };
  const page = { draft, errors, set };
  return (
    <AdminPage title={draft.name || words.title} list={list}>
      <Wizard
        steps={stepsOfAccount.map((name) => ({
          name,
          title: words.steps[name],
          about: words.about[name],
          stop: words.stop[name],
          isDone: name === 'callback' ? false : isCreated || wrongOn(name).length === 0,
        }))}
        at={at}
        go={go}
        isClosed={(name) => (name === 'callback') !== isCreated}
        isBackClosed={isCreated}
        kept={isCreated ? undefined : wizardWords.kept}
        last={
          at === 'numbers' ? (
            <Button loading={isBusy} onClick={() => void create()}>
              {words.create}
            </Button>
          ) : at === 'callback' ? (
            <Button onClick={finish}>{words.finish}</Button>
          ) : undefined
        }
      >
        {at === 'details' && <Details {...page} />}
        {at === 'credentials' && <Credentials {...page} />}
        {at === 'numbers' && <Numbers {...page} />}
        {at === 'callback' && (isCreated ? <Connecting id={id} /> : <p>{words.missing}</p>)}
      </Wizard>
    </AdminPage>
  );
}

/** Each page of the wizard has an address; before SMS is turned on there is nothing to set up. */
export function NewAccount() {
  const { step } = useParams({ from: '/admin/accounts/new/$step' });
  const at = stepsOfAccount.find((one) => one === step);
  const sms = useQuery(provisioning);
  if (!at) return <NothingHere />;
  if (sms.data && sms.data.status !== 'provisioned') {
    return (
      <AdminPage title={words.title} list={list}>
        <NotProvisioned view={sms.data} />
      </AdminPage>
    );
  }
  return <Pages at={at} />;
}
