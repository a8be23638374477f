/** The words of how customers are found. */
export const customersWords = {
  title: 'Customers',
  failed: 'How customers are found',
  identification: 'How customers are found',
  sections: {
    numbers: 'By the number they write from',
    numbersText:
      'A contact whose number it is goes before an account. Exactly one is linked; of several the agent chooses one.',
    variables: 'By what is said of them',
  },
  nobodyFound: 'Nobody is linked any more on this workstream: no column is looked at, and no variable is.',
  where: 'Looked up in',
  sources: { 'built-in': 'The contacts and accounts kept here', http: 'A system of your own' },
  change: 'Change',
} as const;
