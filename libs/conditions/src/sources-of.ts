import type { Address, FoundSkills, KnownContext, QueueId } from '#contracts';
import type { Sources } from './evaluate.ts';

/** A skill that work needs, and how well its agent must have it. */
export interface WantedSkill {
  readonly skillId: string;
  readonly rating: number;
}

/** Values that classification says of work, by their names: what later rules find under `classified`. */
export type Classified = Readonly<Record<string, string | number | boolean>>;

/** What is known of a conversation when it needs somebody, besides what is known of its customer. */
export interface ConversationFacts {
  readonly channelId: string;
  /** Of the SMS engagement that rules look at: the conversation's id. Null or left out: there is none yet. */
  readonly engagementId?: string | null;
  readonly provider: string;
  readonly customer: Address;
  readonly supportNumber: Address | null;
  readonly country: string | null;
  readonly locale: string;
  readonly startedBy: string;
  readonly preview: string;
  readonly openedAt: string;
  /** It was an agent's before. */
  readonly returning: boolean;
  /** What whoever wrote first asked for (product.md 29.2); null or left out: nothing. */
  readonly wanted?: Wanted | null;
  /** What skill finders said of it; null or left out: none was asked. */
  readonly skillFinders?: readonly FoundSkills[] | null;
  /** Its bot failed, so that it goes to the queue to fall back on (product.md 25.10); left out: it did not. */
  readonly botFailed?: boolean;
}

/** Queues, best first, and skills besides those that rules find. */
export interface Wanted {
  readonly queueIds: readonly QueueId[];
  readonly skills: readonly WantedSkill[];
}

type Known = NonNullable<KnownContext['contact']>;
const asSource = (record: Known | null) => record && { ...record.attributes, id: record.id, name: record.name };

/** What people call a provider; one that is not heard of here is called by its name. */
const providerNames: Readonly<Record<string, string>> = { twilio: 'Twilio', azure: 'Azure Communication Services' };

/**
 * What conditions may look at (product.md 7): the conversation, its SMS, who the customer is, their account and case, its variables, and what
 * classification said of it, where it did.
 */
export function sourcesOf(
  facts: ConversationFacts,
  known: KnownContext | null,
  classified: Classified | null = null,
): Sources {
  const account = asSource(known?.account ?? null);
  const contact = asSource(known?.contact ?? null);
  return {
    conversation: {
      channel: facts.channelId,
      startedBy: facts.startedBy,
      text: facts.preview,
      returning: facts.returning,
      identified: contact !== null || account !== null,
      openedAt: facts.openedAt,
    },
    sms: {
      customerPhone: facts.customer,
      organisationPhone: facts.supportNumber,
      locale: facts.locale,
      provider: facts.provider,
      providerName: providerNames[facts.provider] ?? facts.provider,
      engagementId: facts.engagementId ?? null,
      country: facts.country,
    },
    contact: contact && { ...contact, account },
    account,
    case: asSource(known?.case ?? null),
    context: known?.variables ?? {},
    classified: classified ?? {},
  };
}
