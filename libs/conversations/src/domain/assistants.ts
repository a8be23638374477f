import type { ConversationContext } from './context.ts';
import { choiceIn } from './choices.ts';

/** One text of a thread as an assistant is told of it. */
export interface ToldText {
  readonly id: string;
  readonly from: 'customer' | 'agent' | 'bot' | 'system';
  readonly text: string;
  /** How many files came with it. */
  readonly files: number;
  readonly at: Date;
}

/** What an assistant may know of a conversation (product.md 25, rule 8); `surveyConsent`: whether the customer may be asked afterwards how it was. */
export const toldContext = (context: ConversationContext, surveyConsent: boolean) => ({
  conversationId: context.conversationId,
  customer: {
    number: context.customer,
    type: context.contact ? 'contact' : context.account ? 'account' : null,
    id: (context.contact ?? context.account)?.id ?? null,
    name: (context.contact ?? context.account)?.name ?? null,
  },
  contact: context.contact,
  account: context.account,
  case: context.caseRecord,
  locale: context.language,
  surveyConsent,
  variables: context.variables,
});

/** Texts as they are sent to an assistant that speaks our protocol; a customer's answer to choices says which it means. */
export const toldTexts = (texts: readonly ToldText[], choices: readonly string[]) =>
  texts.map(({ id, from, text, files, at }) => ({
    id,
    from,
    text,
    ...(files > 0 && { files }),
    ...(from === 'customer' && choices.length > 0 && { choice: choiceIn(text, choices) }),
    at: at.toISOString(),
  }));

/** The same in words alone, for who reads nothing else: a picture without words is no empty text. */
export const inWords = ({ text, files }: Pick<ToldText, 'text' | 'files'>): string =>
  [text, files > 0 && (files === 1 ? '[a file]' : `[${files} files]`)].filter(Boolean).join(' ');

/** How many texts a bot may write to one customer before a person looks. Two machines that answer each other cost money. */
export const mostBotReplies = 50;
