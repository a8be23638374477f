import { z } from 'zod';
import { automatedTrigger } from '../definitions/automated-triggers.ts';
import { channelId, definitionId } from '../ids.ts';
import { textKind } from '../placeholders.ts';
import { keywords, locale } from '../vocabulary.ts';

const value = z.string().max(4000);

/** A text as somebody types it, with what its placeholders would stand for. Nothing is stored, and nothing wrong with the text is refused. */
export const previewTextRequest = z.object({
  kind: textKind,
  text: z.string().max(10_000),
  /** By what stands between the braces: `AgentName`, `FullName{Customer}`. */
  values: z.record(z.string().max(200), value).default({}),
  /** Context variables by name, whichever way the text writes them. */
  context: z.record(z.string().max(100), z.union([value, z.number()])).default({}),
});
export type PreviewTextRequest = z.output<typeof previewTextRequest>;

/** What is paid for a text: 160 characters of GSM-7 in one SMS and 153 in each of several, or 70 and 67 of UCS-2. */
export const textSize = z.object({
  characters: z.int(),
  segments: z.int(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  /** The characters, each once, without which it would be GSM-7. */
  switchers: z.array(z.string()),
});

export const previewTextView = z
  .object({
    text: z.string(),
    size: textSize,
    warnings: z.array(
      z.object({
        code: z.enum(['placeholder', 'empty-placeholder', 'nothing', 'encoding', 'segments', 'long', 'too-long']),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'TextPreview' });
export type PreviewTextView = z.output<typeof previewTextView>;

const receiver = z.enum(['customer', 'agent']);

/** The occasions at which SMS says something by itself (product.md 21.2), with what holds while nobody stored anything. */
export const automatedTriggersView = z
  .object({
    items: z.array(
      z.object({
        trigger: automatedTrigger,
        title: z.string(),
        receiver,
        when: z.string(),
        /** Whether the default text is sent. */
        on: z.boolean(),
        /** In `en-US`. */
        text: z.string(),
        /** Turned off, it is sent all the same, with the default text. */
        always: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'AutomatedTriggers' });
export type AutomatedTriggersView = z.output<typeof automatedTriggersView>;

export const inForceRequest = z.object({
  /** Instead of the channel's own language: what a customer of this locale gets. */
  locale: locale.optional(),
});

const source = {
  /** Where the text was said: for this channel, for all of SMS, or nowhere. */
  from: z.enum(['channel', 'sms', 'default']),
  /** The definition that says it; null for the default. */
  definitionId: definitionId.nullable(),
  locale,
  text: z.string(),
  size: textSize,
};

/** What each trigger sends on one channel. */
export const automatedMessagesInForceView = z
  .object({
    channelId,
    /** For whom this was looked up. */
    locale,
    items: z.array(
      z.object({
        trigger: automatedTrigger,
        title: z.string(),
        receiver,
        /** Whether it is sent. */
        active: z.boolean(),
        ...source,
      }),
    ),
  })
  .meta({ id: 'AutomatedMessagesInForce' });
export type AutomatedMessagesInForceView = z.output<typeof automatedMessagesInForceView>;

/** How consent is kept on one channel: who answers keywords, and with which words. */
export const consentInForceView = z
  .object({
    channelId,
    /** For whom the texts were looked up. */
    locale,
    mode: z.enum(['provider-replies', 'we-reply']),
    /** `number`: its type leaves no choice. To short codes the provider answers nothing, on toll-free numbers the network does. */
    modeFrom: z.enum(['channel', 'default', 'number']),
    /** The definition that says the mode; null where none does. */
    modeId: definitionId.nullable(),
    optInRequired: z.boolean(),
    /** What is answered where we reply. */
    replies: z.array(z.object({ keyword: z.enum(keywords), ...source })),
  })
  .meta({ id: 'ConsentInForce' });
export type ConsentInForceView = z.output<typeof consentInForceView>;

/** The languages that there are (product.md 24). */
export const languagesView = z
  .object({
    items: z.array(
      z.object({
        locale,
        /** In English: `German (Germany)`. */
        name: z.string(),
        /** In the language itself: `Deutsch (Deutschland)`. */
        ownName: z.string(),
        direction: z.enum(['ltr', 'rtl']),
        /** `always`: its letters are of GSM-7, where one SMS holds 160 characters; `unless`: but for the `switchers`; `never`: it holds 70. */
        gsm7: z.enum(['always', 'unless', 'never']),
        /** The letters with which one SMS holds 70 characters. */
        switchers: z.array(z.string()),
        /** How many characters of a usual text one SMS holds. */
        room: z.int(),
      }),
    ),
  })
  .meta({ id: 'Languages' });
export type LanguagesView = z.output<typeof languagesView>;
