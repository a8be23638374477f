export { measureText, longestText, type TextSize } from './sms-text.ts';
