/** The words of a number that is tried by a text to a telephone at hand. */
export const tryingWords = {
  test: 'Test',
  testOne: (number: string) => `Send a test text from ${number}`,
  text: 'It goes to a telephone that you can read, and costs what any text costs. Answer it to see that texts come in, too.',
  to: 'Telephone at hand',
  toHint: 'With its country code, such as +1 425 555 0123.',
  send: 'Send the test text',
  another: 'Send another',
  close: 'Close',
  went: 'How far it came',
  states: {
    queued: 'On its way',
    submitting: 'On its way',
    accepted: 'Handed over, nothing reported yet',
    sent: 'Handed to the carrier',
    delivered: 'Delivered',
    undelivered: 'Not delivered',
    failed: 'Not sent',
    unknown: 'Nobody knows',
  },
};
