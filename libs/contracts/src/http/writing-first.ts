import { z } from 'zod';
import { address, channelId, definitionId } from '../ids.ts';
import { locale } from '../vocabulary.ts';

/** What an agent who writes first chooses from (product.md 43, G4); templates are there for answers, too. */
export const writingFirstView = z
  .object({
    /** Channels in use, by name. */
    channels: z.array(z.object({ id: channelId, name: z.string(), number: address, language: locale })),
    /** Templates by name, each in its languages; their placeholders are filled when one is chosen. */
    templates: z.array(
      z.object({
        id: definitionId,
        name: z.string(),
        defaultLocale: locale,
        texts: z.array(z.object({ locale, text: z.string() })),
      }),
    ),
  })
  .meta({ id: 'WritingFirst' });
export type WritingFirstView = z.output<typeof writingFirstView>;
