import { z } from 'zod';
import { builtInSounds, tones } from './built-in-sounds.ts';
import { defineDefinition } from './definition.ts';
import { faultAt, httpsAddress } from './fields.ts';

const fields = {
  /** A sound that the desk makes itself, or null. */
  tone: z.enum(tones).nullable().default(null),
  /** A file that the desk plays, or null. One of the two. */
  address: httpsAddress
    .refine((typed) => /\.(mp3|ogg|oga|wav|m4a)([?#]|$)/i.test(typed), 'must be an MP3, OGG, WAV or M4A file')
    .nullable()
    .default(null),
};

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

/** One sound, and a page of them, as the desk reads them by name. */
export const soundView = soundKind.view;
export const soundsView = soundKind.page;
