/** What is asked outside, as rows and loops call it. */
export const askDirectory = 'directory';
export const askBot = 'bot';
export const askSkillFinders = 'skill-finders';
export const askAssist = 'assist';
export const askTranslator = 'translator';
export const callWebhook = 'webhook';
