export { LexiconReader, SentimentReader } from './sentiment-reader.ts';
