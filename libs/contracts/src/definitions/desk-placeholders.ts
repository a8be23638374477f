import { z } from 'zod';

/** What a template of the desk may ask for by name (product.md 15.3). What is not known of a conversation becomes nothing. */
export const deskPlaceholders = [
  'customerName',
  'caseId',
  'caseTitle',
  'queueId',
  'visitorLanguage',
  'visitorDevice',
  'entityRoutingLogicalName',
  'customerEntityName',
  'customerRecordId',
] as const;

const ofRecord = /^anchor\.[A-Za-z_]\w*$/;
/** `{$odata.case.title.?options}`: a field of a record; its options may hold placeholders of their own. */
const query = /\{\$odata\.[A-Za-z_]\w*\.[A-Za-z_]\w*(?:\.\?((?:[^{}]|\{[^{}]*\})*))?\}/g;
const placeholder = /\{([^{}]*)\}/g;

/**
 * What is wrong with the placeholders of a text for the desk: one that is unknown, or a brace without its other one. Known are `deskPlaceholders`,
 * `{anchor.<field>}` (the record that the session is about) and `{$odata.<entity>.<field>.?<options>}`.
 */
export function faultsOfDeskText(text: string): readonly string[] {
  const faults: string[] = [];
  const rest = text
    .replace(query, (_query, options: string = '') => options)
    .replace(placeholder, (written, name: string) => {
      const isKnown = (deskPlaceholders as readonly string[]).includes(name) || ofRecord.test(name);
      if (!isKnown) faults.push(`has no placeholder ${written}`);
      return '';
    });
  if (/[{}]/.test(rest)) faults.push('has a brace without its other one');
  return faults;
}

/** A text in which placeholders stand for what is known of the conversation. */
export const deskText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .superRefine((text, context) => {
      for (const message of faultsOfDeskText(text)) context.addIssue({ code: 'custom', message });
    });
