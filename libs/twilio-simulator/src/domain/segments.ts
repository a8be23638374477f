const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/** How many parts the carriers make of a text (twilio.md 4.7): GSM-7 160 or 153 each, otherwise UCS-2 70 or 67. */
export function segmentsOf(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((character) => basic.has(character) || extended.has(character));
  const [length, single, part] = isGsm
    ? [characters.reduce((sum, character) => sum + (extended.has(character) ? 2 : 1), 0), 160, 153]
    : [text.length, 70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}
