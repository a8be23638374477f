/** The words inside of the palette. */
export const paletteWords = {
  find: 'A command, a session, a page',
  sessions: 'Sessions',
  nothing: (search: string) => `Nothing is called “${search}”.`,
} as const;
