import { createAccountRequest, refineCredentials } from '#contracts';
import { normaliseNumber } from '#phone';

/** The contract's request, and each number a real one: all faults are told at once, each by its field. */
export const accountRequest = createAccountRequest.superRefine((request, context) => {
  refineCredentials(request, context);
  const { numbers } = request;
  const places = new Map<string, number>();
  numbers.forEach(({ id, number, type }, index) => {
    const issue = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['numbers', index, field], message });
    const normalised = normaliseNumber(number, type);
    if (!normalised.ok) return issue('number', normalised.why);
    for (const [key, field] of [
      [normalised.address, 'number'],
      [id, 'id'],
    ] as const) {
      const earlier = places.get(key);
      if (earlier !== undefined) issue(field, `is the same as number ${earlier + 1} of the list`);
      places.set(key, index);
    }
  });
});
