// Twilio refuses a body with more characters (error 21617)
export { longestText } from '#contracts';
export { type Alphabet, alphabetOf } from './alphabet.ts';
export { fill, type Filled, type Fillings } from './fill.ts';
export { type Addressee, fillingsFor, type NamedAgent, namesOfAgent } from './fillings.ts';
export { deskValues, type KnownToDesk } from './desk-values.ts';
export { type DeskValues, fillAddress, fillDeskText } from './fill-desk.ts';
export { allPlain, withPlainCharacters } from './plain-characters.ts';
export { type Preview, previewOf, type TextWarning } from './preview.ts';
export { measureText, type TextSize } from './sms-text.ts';
export { splitText } from './split-text.ts';
export {
  automatedMessageInForce,
  automatedMessagesInForce,
  type ConsentTextInForce,
  consentTextsInForce,
  type MessageInForce,
  textInForce,
} from './text-in-force.ts';
