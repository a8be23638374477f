/** The three things whose speed is watched: going to a session, seeing one's own text, hearing an event. */
export type Mark = 'desk.switch' | 'desk.send' | 'desk.event';

/** From here on it is the person who waits. */
export const begin = (mark: Mark): void => void performance.mark(mark);

/** Drawn: what lies between is a measure of that name, for the browser's own tools and the stories. */
export function drawn(mark: Mark): void {
  const isBegun = () => performance.getEntriesByName(mark, 'mark').length > 0;
  if (!isBegun()) return;
  requestAnimationFrame(() => {
    // drawn twice before this frame: the first took the mark
    if (!isBegun()) return;
    performance.measure(mark, mark);
    performance.clearMarks(mark);
  });
}
