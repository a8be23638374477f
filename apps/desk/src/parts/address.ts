/** Formats any E.164 number; arrives when the first number from outside North America is shown (40 kB that most desks never need). */
type World = (address: string) => string;
let world: World | undefined;
let asked = false;
const watchers = new Set<() => void>();

const northAmerican = /^\+1(\d{3})(\d{3})(\d{4})$/;

/** A number as its people write it: `+1 (425) 555-0148`, `+44 20 7946 0958`. Short codes and sender names stay as they are. */
export function spellAddress(address: string): string {
  const [, area, exchange, line] = northAmerican.exec(address) ?? [];
  if (area) return `+1 (${area}) ${exchange}-${line}`;
  if (!address.startsWith('+')) return address;
  if (world) return world(address);
  if (!asked) void askWorld();
  return address;
}

function askWorld(): Promise<void> {
  asked = true;
  return import('libphonenumber-js/min').then(
    ({ parsePhoneNumberFromString }) => {
      world = (address) => parsePhoneNumberFromString(address)?.formatInternational() ?? address;
      watchers.forEach((tell) => tell());
    },
    () => void (asked = false),
  );
}

/** Tells when numbers can be written better than before. */
export const watchAddresses = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};
export const addressesKnown = (): boolean => world !== undefined;

/** What stands in the round mark of somebody whose name is not known: the last two digits, or the first letter of a sender's name. */
export const markOf = (address: string): string =>
  /^[+\d]/.test(address) ? address.slice(-2) : address.slice(0, 1).toUpperCase();
