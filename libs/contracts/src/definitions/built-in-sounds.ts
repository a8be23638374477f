/** The sounds that the desk makes itself. */
export const tones = ['rising', 'falling', 'bell', 'knock'] as const;

const tone = (id: number, name: string, description: string, of: (typeof tones)[number]) => ({
  id: `01990000-0000-7000-8000-00000000d00${id}`,
  slug: name.toLowerCase().replaceAll(' ', '-'),
  name,
  description,
  tone: of,
  address: null,
});

/** What there is to hear as it comes; apart from the schemas, so that a page can play without them. */
export const builtInSounds = {
  offer: tone(1, 'Rising notes', 'Somebody waits for you to accept.', 'rising'),
  message: tone(2, 'Falling notes', 'Somebody wrote to you.', 'falling'),
  bell: tone(3, 'Bell', '', 'bell'),
  knock: tone(4, 'Knock', '', 'knock'),
} as const;
