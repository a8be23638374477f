import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ChannelDraftRequest, ChannelDraftView } from '#contracts';
import { draft, finishDraft, removeDraft, saveDraft } from '../../api/channel-drafts.ts';
import { provisioning } from '../../api/provisioning.ts';
import { Refused } from '../../api/refused.ts';
import { workstreams } from '../../api/channel-config.ts';
import { Failed } from '../../parts/empty.tsx';
import { TableBones } from '../../parts/table.tsx';
import { NothingHere } from '../../shell/boundary.tsx';
import { tell, tellFailure } from '../../shell/tell.tsx';
import { adminWords } from '../../words/en-admin.ts';
import { wizardWords } from '../../words/en-wizards.ts';
import { NotProvisioned } from '../channels/provisioning.tsx';
import { AdminPage } from '../patterns/page.tsx';
import { Wizard } from '../patterns/wizard.tsx';
import { BehaviorsPage, LanguagePage, SetupPage, UserFeaturesPage } from './pages.tsx';
import { type ChannelStep, emptyDraft, errorsOn, saidOf, stepsOfChannel } from './steps.ts';
import { SummaryPage } from './summary.tsx';

const words = wizardWords.channel;
const list = { name: adminWords.workstreams.title, to: '/admin/workstreams' } as const;

interface PagesProps {
  readonly workstreamId: string;
  readonly id: string;
  readonly at: ChannelStep;
  /** Null: nothing is kept yet. */
  readonly view: ChannelDraftView | null;
}

/** The pages; each is kept when it is left, right or wrong, and nothing is live before Finish. */
function Pages({ workstreamId, id, at, view }: PagesProps) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [said, setSaid] = useState<ChannelDraftRequest>(() => (view ? saidOf(view) : emptyDraft(workstreamId)));
  const [kept, setKept] = useState(view);
  const [left, setLeft] = useState<ReadonlySet<ChannelStep>>(new Set(view ? stepsOfChannel : []));
  const [isBusy, setBusy] = useState(false);
  // one after the other: each keeping starts from the version of the one before
  const line = useRef<Promise<ChannelDraftView | null>>(Promise.resolve(view));
  const keep = (): Promise<ChannelDraftView | null> => {
    line.current = line.current
      .catch(() => kept)
      .then(async (before) => {
        const saved = await saveDraft(cache, id, before?.version ?? null, said);
        setKept(saved);
        return saved;
      });
    return line.current;
  };
  const params = { id: workstreamId, draft: id };
  const go = (step: ChannelStep) => {
    setLeft((before) => new Set([...before, at, ...(step === 'summary' ? stepsOfChannel : [])]));
    keep().then(
      () => navigate({ to: '/admin/workstreams/$id/sms/$draft/$step', params: { ...params, step } }),
      tellFailure,
    );
  };
  const ended = () =>
    void navigate({ to: '/admin/workstreams/$id', params: { id: workstreamId }, search: { tab: 'channels' } });
  const during = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await work();
      tell(done);
      ended();
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const set = (next: Partial<ChannelDraftRequest>) => setSaid((before) => ({ ...before, ...next }));
  const page = (step: Exclude<ChannelStep, 'summary'>) => ({
    said,
    set,
    errors: left.has(step) ? errorsOn(kept ?? undefined, step) : {},
  });
  return (
    <AdminPage
      title={said.setup.name || words.title}
      list={list}
      actions={
        kept && (
          <Button
            variant="default"
            disabled={isBusy}
            onClick={() => void during(() => removeDraft(cache, id, kept.version), words.thrown)}
          >
            {words.throwAway}
          </Button>
        )
      }
    >
      <Wizard
        steps={stepsOfChannel.map((name) => ({
          name,
          title: words.steps[name],
          about: words.about[name],
          isDone: name !== 'summary' && kept !== null && left.has(name) && kept.problems[name].length === 0,
        }))}
        at={at}
        go={go}
        kept={kept && wizardWords.kept}
        last={
          at === 'summary' ? (
            <Button
              loading={isBusy}
              disabled={kept === null || Object.values(kept.problems).some((all) => all.length > 0)}
              onClick={() => kept && void during(() => finishDraft(cache, id, kept.version), words.finished)}
            >
              {words.finish}
            </Button>
          ) : undefined
        }
      >
        {at === 'setup' && <SetupPage {...page('setup')} />}
        {at === 'language' && <LanguagePage {...page('language')} />}
        {at === 'behaviors' && <BehaviorsPage {...page('behaviors')} />}
        {at === 'userFeatures' && <UserFeaturesPage {...page('userFeatures')} />}
        {at === 'summary' && kept && <SummaryPage id={id} version={kept.version} go={go} />}
      </Wizard>
    </AdminPage>
  );
}

/** "Set up SMS" of a workstream: SMS setup, Language, Behaviors, User features, Summary. Each page of each draft has an address. */
export function ChannelWizard() {
  const { id: workstreamId, draft: id, step } = useParams({ from: '/admin/workstreams/$id/sms/$draft/$step' });
  const at = stepsOfChannel.find((one) => one === step);
  const sms = useQuery(provisioning);
  const known = useQuery({
    ...draft(id),
    retry: (failures, error) => !(error instanceof Refused) && failures < 3,
    staleTime: Infinity,
  });
  const all = useQuery(workstreams);
  const isNew = known.error instanceof Refused && known.error.status === 404;
  const exists = all.data?.some((one) => one.id === workstreamId);
  if (!at || exists === false) return <NothingHere />;
  if (sms.data && sms.data.status !== 'provisioned') {
    return (
      <AdminPage title={words.title} list={list}>
        <NotProvisioned view={sms.data} />
      </AdminPage>
    );
  }
  if (known.data?.state === 'finished') return <NothingHere />;
  if (known.data || isNew)
    return <Pages key={id} workstreamId={workstreamId} id={id} at={at} view={known.data ?? null} />;
  return (
    <AdminPage title={words.title} list={list}>
      {known.error ? (
        <Failed what={words.title} error={known.error} onRetry={() => void known.refetch()} />
      ) : (
        <TableBones />
      )}
    </AdminPage>
  );
}
