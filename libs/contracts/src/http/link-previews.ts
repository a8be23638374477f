import { z } from 'zod';

/** What lies behind a link: plain words of the page itself, which nobody here has checked. */
export const linkPreview = z
  .object({
    /** The link as it stands in the text. */
    url: z.string(),
    /** Where it leads in the end, when that is another host: `bit.ly` may lead anywhere. */
    host: z.string(),
    title: z.string(),
    description: z.string().nullable(),
  })
  .meta({ id: 'LinkPreview' });
export type LinkPreview = z.output<typeof linkPreview>;

/** Null: the text has no link, or something of it was hidden; nothing is to be had there; or the organisation does not want previews. */
export const linkPreviewView = z.object({ preview: linkPreview.nullable() });
export type LinkPreviewView = z.output<typeof linkPreviewView>;
