/** A number as people read it: `+1 (425) 555-0148`. */
export function spoken(number: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return american ? `+1 (${american[1]}) ${american[2]}-${american[3]}` : number;
}
