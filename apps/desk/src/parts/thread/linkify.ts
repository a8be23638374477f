/** A text in pieces: plain words, and addresses of the web that can be opened. */
export type Piece = { readonly text: string; readonly href: string | null };

const link = /\bhttps?:\/\/[^\s<>"]+/gi;
/** What ends a sentence does not belong to the address before it; a closing bracket does when it was opened inside. */
const trailing = /[.,;:!?'’”)\]]+$/;

/** Finds the web addresses in a text. Put together again, the pieces are the text. */
export function piecesOf(body: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: found, index } of body.matchAll(link)) {
    const opened = found.includes('(') || found.includes('[');
    const address = opened ? found.replace(/[.,;:!?'’”]+$/, '') : found.replace(trailing, '');
    if (!URL.canParse(address)) continue;
    if (index > from) pieces.push({ text: body.slice(from, index), href: null });
    pieces.push({ text: address, href: address });
    from = index + address.length;
  }
  if (from < body.length || pieces.length === 0) pieces.push({ text: body.slice(from), href: null });
  return pieces;
}
