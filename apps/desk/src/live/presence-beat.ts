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

/** Every 10 s from now on, and at once. Gives back how to stop. */
export function startBeating(send: Beat): () => void {
  beat = send;
  last = 0;
  now();
  const timer = setInterval(now, rhythm);
  return () => {
    clearInterval(timer);
    beat = undefined;
  };
}

/** A hidden tab's timers sleep for a minute at a time, but the server's clock comes by every 15 s: it keeps us beating. */
export const beatWithServer = now;
