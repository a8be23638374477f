import { z } from 'zod';
import { conversationId } from '#contracts';
import { defineBulkTimer } from '#event-bus';
import { sendPendingTexts } from '../use-cases/send-pending-texts.ts';

/** What fired in a conversation leaves, as few texts as it fits into. */
export const sendPending = defineBulkTimer('send-pending-texts', z.object({}), (tx, due) =>
  sendPendingTexts(
    tx,
    due.map(({ tx: within, subject }) => ({ within, id: conversationId.parse(subject) })),
  ),
);
