/** The server takes an agent for gone after 30 s without a word from the desk. */
const rhythm = 10_000;

type Beat = () => void;
let beat: Beat | undefined;
let last = 0;

const now = (): void => {
  if (!beat || Date.now() - last < rhythm - 1_000) return;
  last = Date.now();
  beat();
};

/** Every 10 s from now on, and at once; `leave` as the page goes, after which there is no beat. Gives back how to stop. */
export function startBeating(send: Beat, leave: () => void): () => void {
  const start = (): void => {
    beat = send;
    last = 0;
    now();
  };
  const go = (): void => {
    if (beat) leave();
    beat = undefined;
  };
  // the way back may show the very page that was left
  const shown = ({ persisted }: PageTransitionEvent): void => void (persisted && start());
  start();
  const timer = setInterval(now, rhythm);
  window.addEventListener('pagehide', go);
  window.addEventListener('pageshow', shown);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pagehide', go);
    window.removeEventListener('pageshow', shown);
    beat = undefined;
  };
}

/** No beat from now on: the person signs out, and a late one would bring them back. */
export const stopBeating = (): void => void (beat = undefined);

/** A hidden tab's timers sleep for a minute at a time, but the server's clock comes by every 15 s: it keeps us beating. */
export const beatWithServer = now;
