/** How long a file can be seen by its link: people's are asked for anew while it is looked at; Twilio fetches within minutes, and again after its own retries. */
export const linkSeconds = { person: 15 * 60, provider: 4 * 60 * 60, customer: 7 * 24 * 60 * 60 } as const;
