export { type ConversationFacts, sourcesOf, type Wanted } from '#conditions';
