import { z } from 'zod';
import { defineDefinition } from './definition.ts';
import { faultAt, httpsAddress } from './fields.ts';

export const tones = ['rising', 'falling', 'bell', 'knock'] as const;

const fields = {
  /** A sound that the desk makes itself, or null. */
  tone: z.enum(tones).nullable().default(null),
  /** A file that the desk plays, or null. One of the two. */
  address: httpsAddress
    .refine((typed) => /\.(mp3|ogg|oga|wav|m4a)([?#]|$)/i.test(typed), 'must be an MP3, OGG, WAV or M4A file')
    .nullable()
    .default(null),
};

const tone = (id: number, name: string, description: string, of: (typeof tones)[number]) => ({
  id: `01990000-0000-7000-8000-00000000d00${id}`,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  description,
  tone: of,
  address: null,
});

export const builtInSounds = {
  offer: tone(1, 'Rising notes', 'Somebody waits for you to accept.', 'rising'),
  message: tone(2, 'Falling notes', 'Somebody wrote to you.', 'falling'),
  bell: tone(3, 'Bell', '', 'bell'),
  knock: tone(4, 'Knock', '', 'knock'),
} as const;

/** What an agent hears (product.md 15.4). When it is played is an organisation's setting. */
export const soundKind = defineDefinition('sound', {
  path: 'sounds',
  title: 'sounds',
  fields,
  rules({ tone: made, address }, context) {
    if ((made === null) === (address === null))
      faultAt(context, 'address', 'is required unless a tone is chosen, and only then');
  },
  readers: ['administrator', 'supervisor', 'agent'],
  builtIn: Object.values(builtInSounds),
});
