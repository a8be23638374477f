import { figure, plural } from './plural.ts';

/** The words of what is typed behind a slash. They arrive with it. */
export const typedWords = {
  commands: 'Commands',
  quickReplies: 'Quick replies',
  templates: 'Templates',
  whose: 'Whose',
  from: { all: 'All', personal: 'Personal' },
  inserts: 'inserts',
  replies: (count: number) => `${figure(count)} ${plural(count, 'reply', 'replies')}`,
  failed: 'Quick replies',
  none: 'There are no quick replies for this conversation yet.',
  noTemplates: 'There are no templates yet.',
  noTemplateFound: (search: string) => `No template has “${search}”.`,
  fillIn: (places: readonly string[]) => `Nobody knows ${places.join(', ')}: fill it in.`,
  noneFound: (search: string) => `No quick reply has “${search}”.`,
} as const;
