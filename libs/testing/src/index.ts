export * from './a-conversation.ts';
export * from './a-database.ts';
export * from './a-service.ts';
export * from './people.ts';
export * from './samples.ts';
export * from './sign-in.ts';
export * from './until.ts';
