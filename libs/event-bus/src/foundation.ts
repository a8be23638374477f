import { createInbox } from './inbox.ts';
import { createOutbox } from './outbox.ts';
import { createTimer } from './timers.ts';

/** The tables that every service has, for its first migration: outbox, set_aside, inbox and timer. */
export const createFoundation = [createOutbox, createInbox, createTimer].join(';');
