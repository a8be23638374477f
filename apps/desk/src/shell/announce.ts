/** What a screen reader is told without moving the focus. `now` interrupts: offers and failures only. */
export type Urgency = 'polite' | 'now';
type Hearer = (sentence: string, urgency: Urgency) => void;

const hearers = new Set<Hearer>();

export const announce = (sentence: string, urgency: Urgency = 'polite'): void =>
  hearers.forEach((hear) => hear(sentence, urgency));

export const hearAnnouncements = (hear: Hearer): (() => void) => {
  hearers.add(hear);
  return () => hearers.delete(hear);
};
