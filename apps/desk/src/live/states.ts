import type {
  AgentView,
  AskedColleagueView,
  CardView,
  ContextView,
  ConversationView,
  LiveFrame,
  MessageView,
  MyWorkView,
  OfferView,
  OpenLineView,
  PrivateMessageView,
  QueueView,
  TranslationView,
  WorkItemView,
} from '#contracts';

/** The part of a thread that has been read, oldest first. */
export interface Thread {
  readonly messages: readonly MessageView[];
  /** Asks for the texts before these; null at the beginning of the conversation. */
  readonly earlier: string | null;
}

/** What the texts of a conversation say in the agents' language. */
export interface Translations {
  readonly items: readonly TranslationView[];
  /** Whether texts are translated at the moment. */
  readonly enabled: boolean;
  /** The agents' language. */
  readonly language: string;
}

/** What the server keeps telling us, by the first words of its key in the cache. */
export interface LiveStates {
  readonly translations: Translations;
  readonly me: AgentView;
  readonly offers: readonly OfferView[];
  readonly mine: readonly ConversationView[];
  readonly 'closed-today': readonly ConversationView[];
  readonly ongoing: readonly ConversationView[];
  readonly conversation: ConversationView;
  /** Null: nothing is known besides the texts. */
  readonly context: ContextView | null;
  readonly thread: Thread;
  readonly agents: readonly AgentView[];
  readonly queues: readonly QueueView[];
  readonly 'work-items': readonly WorkItemView[];
  /** How the lines moved that I serve, since the page was opened: the list of what waits there is read again by it. */
  readonly 'open-lines': readonly OpenLineView[];
  /** What smart assists put before the agent, newest first. */
  readonly cards: readonly CardView[];
  readonly accompanied: readonly ConversationView[];
  readonly 'my-work': MyWorkView;
  /** What colleagues answered whom I asked, since the page was opened. */
  readonly answers: readonly AskedColleagueView[];
  /** What those who take part said to each other, oldest first. */
  readonly private: readonly PrivateMessageView[];
}
export type Family = keyof LiveStates;

/** Which cached thing a frame is folded into, and for whom. */
export interface About {
  /** The id in the key; empty for lists. */
  readonly id: string;
  /** The agent who looks, once the desk knows; null for people who are no agents. */
  readonly agentId: string | null;
}

export type Fold<State> = (state: State, frame: LiveFrame, about: About) => State;
