import type { Address } from '#contracts';
import { timeIn } from '#calendar';
import { countryOf } from '#phone';

/** What is known of where somebody lives, by the names under which it is known of their conversation. */
export type Whereabouts = Readonly<Record<string, string | number>>;

const [eastern, central, mountain, pacific] = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
];
/** The clocks of each state of the United States: where it has two, both. */
const zonesOfState: Readonly<Record<string, readonly string[]>> = {
  ...each('CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV', eastern),
  ...each('FL IN KY MI TN', eastern, central),
  ...each('AL AR IA IL LA MN MO MS OK WI', central),
  ...each('KS ND NE SD TX', central, mountain),
  ...each('CO MT NM UT WY', mountain),
  ...each('ID OR', mountain, pacific),
  ...each('CA NV WA', pacific),
  ...{ AZ: ['America/Phoenix', mountain], AK: ['America/Anchorage', 'America/Adak'], HI: ['Pacific/Honolulu'] },
  ...{ PR: ['America/Puerto_Rico'], VI: ['America/St_Thomas'], GU: ['Pacific/Guam'] },
};

function each(states: string, ...zones: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(states.split(' ').map((state) => [state, zones]));
}

/** Of which state postal codes are by their first three digits; codes in none of these are nobody's. */
const statesByCode = `
  5-5 NY, 6-7 PR, 8-8 VI, 9-9 PR, 10-27 MA, 28-29 RI, 30-38 NH, 39-49 ME, 50-59 VT, 60-69 CT, 70-89 NJ, 100-149 NY,
  150-196 PA, 197-199 DE, 200-205 DC, 206-219 MD, 220-246 VA, 247-268 WV, 270-289 NC, 290-299 SC, 300-319 GA,
  320-349 FL, 350-369 AL, 370-385 TN, 386-397 MS, 398-399 GA, 400-427 KY, 430-459 OH, 460-479 IN, 480-499 MI,
  500-528 IA, 530-549 WI, 550-567 MN, 570-577 SD, 580-588 ND, 590-599 MT, 600-629 IL, 630-658 MO, 660-679 KS,
  680-693 NE, 700-714 LA, 716-729 AR, 730-732 OK, 733-733 TX, 734-749 OK, 750-799 TX, 800-816 CO, 820-831 WY,
  832-838 ID, 840-847 UT, 850-865 AZ, 870-884 NM, 885-885 TX, 889-898 NV, 900-961 CA, 967-968 HI, 969-969 GU,
  970-979 OR, 980-994 WA, 995-999 AK`
  .split(',')
  .map((part) => {
    const [, from, to, state] = /(\d+)-(\d+) (\w\w)/.exec(part)!;
    return { from: Number(from), to: Number(to), state: state! };
  });

const stateOfCode = (code: string): string | undefined => {
  const digits = /^\s*(\d{3})\d{2}(?:-?\d{4})?\s*$/.exec(code)?.[1];
  return digits && statesByCode.find(({ from, to }) => Number(digits) >= from && Number(digits) <= to)?.state;
};

/**
 * The clocks that may be somebody's: the one that is said of them, those of their state by postal code or name (of the United States), the one that
 * all of their number's country shows. None: nothing tells it.
 */
export function zonesOf(to: Address, at: Whereabouts, now: Date): readonly string[] {
  const said = (name: string) => String(at[name] ?? '').trim();
  if (isZone(said('TimeZone'))) return [said('TimeZone')];
  const country = said('Country').toUpperCase() || countryOf(to);
  if (country === 'US') {
    const state = stateOfCode(said('PostalCode')) ?? said('State').toUpperCase();
    const zones = zonesOfState[state];
    if (zones) return zones;
  }
  const zone = country ? zoneOfCountry(country, now) : null;
  return zone ? [zone] : [];
}

function isZone(name: string): boolean {
  try {
    return name !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

// the language's own library does not describe it yet
function zonesIn(country: string): readonly string[] {
  try {
    return (
      (new Intl.Locale(`und-${country}`) as unknown as { getTimeZones(): string[] | undefined }).getTimeZones() ?? []
    );
  } catch {
    return [];
  }
}

/** The zone of a country where all of its clocks show the same. Null: they do not, or there is no such country. */
function zoneOfCountry(country: string, now: Date): string | null {
  const [first, ...others] = zonesIn(country);
  if (first === undefined) return null;
  const time = timeIn(first, now).slice(0, 16);
  return others.every((zone) => timeIn(zone, now).slice(0, 16) === time) ? first : null;
}
