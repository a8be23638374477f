/** The words inside of the palette. */
export const paletteWords = {
  find: 'Command, customer or page',
  sessions: 'Sessions',
  customers: 'Customers',
  nothing: (search: string) => `Nothing is called “${search}”.`,
} as const;
