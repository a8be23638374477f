import type { FieldWords } from './en-fields.ts';

/** What settings of conversations and customers are called, and what they mean. */
export const conversationFieldWords: Readonly<Record<string, FieldWords>> = {
  // how conversations live
  'life-settings.waitingMinutes': {
    name: 'Waiting, closes after',
    hint: 'When neither side has written for so long. Empty: never.',
  },
  'life-settings.wrapUpMinutes': { name: 'Wrap-up, closes after', hint: 'Empty: as for everybody.' },
  'life-settings.reopenWithinHours': {
    name: 'Goes on within',
    hint: 'A text that comes so soon after the end goes on in the same conversation. 0: it begins a new one.',
  },
  'life-settings.endWords': {
    name: 'Words that end it',
    hint: 'A text that is nothing but one of these ends the conversation. Press Enter after each.',
  },
  'life-settings.keepDays': {
    name: 'Days that texts are kept',
    hint: 'After a conversation is closed. Empty: for ever. Counts and times stay.',
  },
  'life-settings.automatedTexts': {
    name: 'Automated messages at most',
    hint: 'In one conversation. Empty: as many as there are. What ends it is always sent.',
  },
  'life-settings.waitMessage': { name: 'While nobody has taken it' },
  'life-settings.enabled': { name: 'Tell customers that they still wait' },
  'life-settings.everyMinutes': { name: 'Minutes between two' },
  'life-settings.atMost': { name: 'At most, in one conversation' },
  'life-settings.text': { name: 'Text' },
  // how customers are found
  contactNumbers: { name: 'Numbers of contacts', hint: 'Empty: contacts are not found by a number.' },
  accountNumbers: { name: 'Numbers of accounts', hint: 'Empty: accounts are not found by a number.' },
  'identification.variables': {
    name: 'Context variables count, too',
    hint: 'Name, Email, Phone and CaseNumber, once a bot or whoever begins the conversation has set them.',
  },
  // where customers are looked up
  'directory-source.source': { name: 'Looked up in' },
  'directory-source.address': { name: 'Address', hint: 'Where it is asked, over https.' },
  'directory-source.timeoutSeconds': { name: 'Seconds to answer', hint: 'Later answers do not count.' },
  'directory-source.cacheSeconds': {
    name: 'An answer is believed for',
    hint: 'After so long it is asked again about the same number. 0: each time.',
  },
  // who customers are
  'directory.email': { name: 'E-mail' },
  'directory.company': { name: 'Company' },
  'directory.nickname': { name: 'Nickname' },
  'directory.number': { name: 'Number', hint: 'Under which you know it.' },
  'directory.title': { name: 'Title' },
  'directory.address': { name: 'Address', hint: 'Where it is shown, such as a page of the CRM.' },
  'directory.contactId': { name: 'Contact' },
  'directory.accountId': { name: 'Account', hint: 'What they belong to.' },
  preferredAgentIds: { name: 'Preferred agents', hint: 'The best one first, three at most.' },
  'directory.active': { name: 'Active', hint: 'Inactive ones are not linked by themselves.' },
};
