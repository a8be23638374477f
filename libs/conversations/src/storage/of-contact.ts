/**
 * The conversations of a contact, as SQL that answers their ids: from every number that the directory has of them, and those that were linked to
 * them (product.md 18.1, 19.6). `recordId` and `contactId` are the places of the contact among the values: as a record of ours, null where they are of a
 * directory of one's own, and as whatever they are called there.
 */
export const conversationsOfContact = (recordId: string, contactId: string): string =>
  `SELECT id FROM conversation WHERE customer IN (SELECT number FROM directory_number WHERE record_id = ${recordId}::uuid)
   UNION SELECT conversation_id FROM conversation_context WHERE contact IS NOT NULL AND contact ->> 'id' = ${contactId}::text`;
