/** The words of a number that moves to another account. */
export const movingWords = {
  move: 'Move',
  moveOne: (number: string) => `Move ${number}`,
  title: (number: string) => `Move ${number} to another account`,
  text: 'Its channel goes with it: workstream, settings, conversations and consent stay. What is written from now on leaves through the other account; what this one still brings is taken in.',
  none: 'There is no other account. Set it up first; it may begin without numbers.',
  to: 'Account that has it from now on',
  needed: 'is required',
  moved: 'Moved.',
};
