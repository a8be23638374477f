import type { Problem } from '#contracts';

/** The server understood and said no; asking again gives the same answer. `code` is part of the contract. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail);
    this.name = 'Refused';
  }

  get code(): string {
    return this.problem.code;
  }
  /** What to quote when asking for help. */
  get reference(): string {
    return this.problem.correlationId;
  }
  /** What was wrong with each field, by its path. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.problem.errors ?? []).map(({ field, message }) => [field, message]));
  }
}

/** Nobody answered, or the answer was that something broke: worth another attempt. */
export class Unanswered extends Error {
  constructor(readonly reference: string | null) {
    super('no answer');
    this.name = 'Unanswered';
  }
}
