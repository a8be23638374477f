import {
  type AccountProvider,
  automatedMessageKind,
  type ChannelDraftRequest,
  type ChannelId,
  type ConfigurationState,
  createChannelRequest,
  type CreateChannelRequest,
  dayMs,
  type DraftProblem,
  type DraftStep,
  type ProvisioningStatus,
  Refusal,
} from '#contracts';
import { usesOfChannel } from './channel-settings.ts';
import { isSame } from './differences.ts';

/** A channel that is being set up, page by page; nothing of it counts before it is finished (product.md 5). */
export interface ChannelDraft {
  /** Of the channel, too, when it is finished. */
  readonly id: ChannelId;
  readonly version: number;
  readonly said: ChannelDraftRequest;
  readonly bySubject: string;
  readonly byName: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly finishedAt: Date | null;
}

/** What a draft is judged by: everything it names, as it is at this moment. */
export interface Surroundings {
  readonly sms: ProvisioningStatus;
  readonly isIdTaken: boolean;
  readonly isSlugTaken: boolean;
  readonly workstream: { readonly id: string; readonly name: string; readonly state: ConfigurationState } | null;
  readonly number: {
    readonly id: string;
    readonly address: string;
    /** The channel that has it. */
    readonly channel: string | null;
    readonly account: {
      readonly id: string;
      readonly name: string;
      readonly state: ConfigurationState;
      readonly key: string;
      readonly provider: AccountProvider;
    };
  } | null;
  readonly definitions: readonly { readonly kind: string; readonly id: string; readonly name: string }[];
}

const keptDays = 30;

/** When a draft is thrown away unless it is changed before. */
export const expiresAt = ({ changedAt }: Pick<ChannelDraft, 'changedAt'>): Date =>
  new Date(changedAt.getTime() + keptDays * dayMs);

/** The draft as typed now, one version later; the very same when nothing else is said. Refuses what is finished. */
export function changeDraft(draft: ChannelDraft, said: ChannelDraftRequest, now: Date): ChannelDraft {
  if (isSame(draft.said, said)) return draft;
  if (draft.finishedAt) throw new Refusal('draft-finished', 'This draft is finished: change the channel.');
  return { ...draft, said, version: draft.version + 1, changedAt: now };
}

/** A text field without what says nothing. */
const saidIn = (typed: string | null | undefined): string | undefined => typed?.trim() || undefined;

/** A name in small letters joined by hyphens, without the accents: `Café Line 2` is `cafe-line-2`. */
export const slugFrom = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');

/** What is asked for when the draft is finished. Still as typed: it is right when no problem is found with it. */
export function requestOf({ setup, language, behaviors, userFeatures }: ChannelDraftRequest) {
  const { operatingHours, survey } = behaviors;
  const { attachments, realTimeTranslation } = userFeatures;
  const surveyOf = (typed: NonNullable<typeof survey>['bot']) => ({
    enabled: typed?.enabled ?? false,
    surveyId: saidIn(typed?.surveyId) ?? null,
    mode: saidIn(typed?.mode) ?? 'link',
    message: saidIn(typed?.message) ?? '',
  });
  const name = saidIn(setup.name);
  return {
    slug: saidIn(setup.slug) ?? (name && slugFrom(name)) ?? null,
    name: name ?? null,
    workstreamId: saidIn(setup.workstreamId) ?? null,
    numberId: saidIn(setup.numberId) ?? null,
    language: saidIn(language.language) ?? null,
    settings: {
      operatingHours: {
        enabled: operatingHours?.enabled ?? false,
        hoursId: saidIn(operatingHours?.hoursId) ?? null,
      },
      survey: {
        ...surveyOf(survey),
        bot: { ...surveyOf(survey?.bot), sameSettings: survey?.bot?.sameSettings ?? true },
      },
      attachments: {
        enabled: attachments?.enabled ?? false,
        customers: attachments?.customers ?? false,
        agents: attachments?.agents ?? false,
      },
      realTimeTranslation: realTimeTranslation ?? false,
    },
  };
}

/** The automated messages of this channel alone, as typed. */
export const messagesOf = ({ behaviors }: ChannelDraftRequest) =>
  (behaviors.automatedMessages ?? []).map(({ trigger, text, active }) => ({
    trigger: saidIn(trigger) ?? null,
    text: saidIn(text) ?? '',
    active: active ?? true,
  }));

/** One of them as it is defined for the channel. */
export const messageFor = (
  { id, language, slug }: { readonly id: string; readonly language: unknown; readonly slug: string },
  { trigger, text, active }: ReturnType<typeof messagesOf>[number],
) => ({
  slug: `${slug.slice(0, 30)}-${trigger ?? ''}`.slice(0, 60).replace(/-+$/, ''),
  name: `${trigger ?? ''} of ${slug}`.slice(0, 100),
  description: '',
  trigger,
  level: 'channel',
  channelId: id,
  locale: language,
  text,
  active,
});

/** Where a field of the request stands among the pages. */
function pageOf([first, second, ...rest]: readonly PropertyKey[]): string {
  if (first === 'language') return 'language.language';
  if (first !== 'settings') return ['setup', first].join('.');
  const step = second === 'operatingHours' || second === 'survey' ? 'behaviors' : 'userFeatures';
  return [step, second, ...rest].join('.');
}

/** How a field that cannot be read is told what is wrong with it. */
export type Wording = NonNullable<Parameters<typeof createChannelRequest.safeParse>[1]>['error'];

/**
 * Everything that stands in the way of finishing, in the order of the pages: what is missing, what cannot be read, and what is not free or not
 * there any more. Nothing for what is finished.
 */
export function problemsOf(draft: ChannelDraft, around: Surroundings, wording?: Wording): readonly DraftProblem[] {
  if (draft.finishedAt) return [];
  const problems = [
    ...outsideProblems(around),
    ...readingProblems(draft, wording),
    ...messageProblems(draft, wording),
    ...namingProblems(draft, around),
  ];
  const place = ({ field }: DraftProblem) => steps.indexOf(stepOf(field));
  return problems.toSorted((one, other) => place(one) - place(other));
}

const steps: readonly DraftStep[] = ['setup', 'language', 'behaviors', 'userFeatures'];
export const stepOf = (field: string): DraftStep => field.split('.', 1)[0] as DraftStep;

const problem = (field: string, code: string, message: string): DraftProblem => ({ field, code, message });

function outsideProblems({ sms, isIdTaken }: Surroundings): readonly DraftProblem[] {
  return [
    ...(sms === 'provisioned'
      ? []
      : [problem('setup', 'sms-not-provisioned', `SMS is not provisioned here (${sms}).`)]),
    ...(isIdTaken ? [problem('setup', 'already-exists', 'There is a channel with the id of this draft.')] : []),
  ];
}

/** What the request itself breaks, as it would be refused in one piece. */
function readingProblems({ said }: ChannelDraft, error: Wording): readonly DraftProblem[] {
  const request = requestOf(said);
  const required = (['name', 'workstreamId', 'numberId', 'language'] as const).filter(
    (field) => request[field] === null,
  );
  // without a name the slug is not missing by itself
  const unsaid = new Set<PropertyKey>(request.slug === null ? [...required, 'slug'] : required);
  const issues = createChannelRequest.safeParse(request, { error }).error?.issues ?? [];
  return [
    ...required.map((field) => problem(pageOf([field]), 'required', 'is required')),
    ...issues
      .filter(({ path }) => !unsaid.has(path[0]!))
      .map(({ path, message }) => problem(pageOf(path), 'unreadable', message)),
  ];
}

function messageProblems({ id, said }: ChannelDraft, error: Wording): readonly DraftProblem[] {
  const seen = new Set<string>();
  // a language that is missing or wrong is told on its own page
  const channel = { id, language: 'en-US', slug: 'any' };
  return messagesOf(said).flatMap((message, index) => {
    const at = (field: string) => `behaviors.automatedMessages.${index}.${field}`;
    if (message.trigger === null) return [problem(at('trigger'), 'required', 'is required')];
    if (seen.has(message.trigger)) return [problem(at('trigger'), 'already-taken', 'has a text here already')];
    seen.add(message.trigger);
    const issues = automatedMessageKind.request.safeParse(messageFor(channel, message), { error }).error?.issues ?? [];
    return issues
      .filter(({ path }) => path[0] === 'trigger' || path[0] === 'text')
      .map(({ path, message: why }) => problem(at(path.join('.')), 'unreadable', why));
  });
}

/** What is named and is not there, on its way out, or somebody else's. */
function namingProblems({ said }: ChannelDraft, around: Surroundings): readonly DraftProblem[] {
  const request = requestOf(said);
  const { shape } = createChannelRequest;
  const isRead = (field: 'workstreamId' | 'numberId') => shape[field].safeParse(request[field]).success;
  const { workstream, number } = around;
  const problems: DraftProblem[] = [];
  const say = (field: string, code: string, message: string) => problems.push(problem(field, code, message));
  if (around.isSlugTaken) say('setup.slug', 'slug-taken', `Another channel is called ${request.slug}.`);
  if (isRead('workstreamId')) {
    if (!workstream) say('setup.workstreamId', 'workstream-not-found', 'There is no such workstream.');
    else if (workstream.state !== 'active')
      say('setup.workstreamId', 'retired', `This workstream is ${workstream.state}: nothing new may use it.`);
  }
  if (isRead('numberId')) {
    if (!number) say('setup.numberId', 'number-not-found', 'No messaging account has this number.');
    else if (number.channel !== null)
      say('setup.numberId', 'number-taken', `${number.address} is already wired to ${number.channel}.`);
    else if (number.account.state !== 'active')
      say('setup.numberId', 'retired', `Its account is ${number.account.state}: nothing new may use it.`);
  }
  for (const { field, kind, id } of usesOfChannel(request as Pick<CreateChannelRequest, never>)) {
    if (isUuid(id) && !around.definitions.some((one) => one.kind === kind && one.id === id))
      say(pageOf(field.split('.')), 'unknown-reference', `There is no such ${kind.replaceAll('-', ' ')}.`);
  }
  return problems;
}

const isUuid = (id: string): boolean => createChannelRequest.shape.numberId.safeParse(id).success;
