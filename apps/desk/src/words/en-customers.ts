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
  directory: {
    title: 'Where customers are looked up',
    intro: 'Who wrote is looked up by their number, for every workstream.',
    section: 'Directory',
    sources: {
      'built-in': ['The contacts and accounts kept here', 'Agents and imports fill them.'],
      http: [
        'A system of your own',
        'It is asked over https for each number. What it answers within 1.5 seconds is there when the conversation begins; the rest comes later.',
      ],
    },
    moves: 'From the next text on customers are looked up there. What the other system said before is forgotten.',
    elsewhere: 'Workstreams',
    elsewhereText: 'Which numbers and variables tell who wrote is said on each workstream.',
  },
} as const;
