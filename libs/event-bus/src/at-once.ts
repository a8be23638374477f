/**
 * Asks several things of one transaction without waiting for an answer in between: what is asked first is done first, and all of it costs one way
 * there and back. Resolves to their answers in order. Where one fails it rejects with the first failure, and only when all are through: nothing of
 * them comes after what takes them back. For statements that do not depend on one another's answers.
 */
export async function atOnce<const Asked extends readonly Promise<unknown>[]>(
  ...asked: Asked
): Promise<{ -readonly [N in keyof Asked]: Awaited<Asked[N]> }> {
  const answers = await Promise.allSettled(asked);
  return answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }) as { -readonly [N in keyof Asked]: Awaited<Asked[N]> };
}
