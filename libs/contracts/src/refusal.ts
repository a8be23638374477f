/**
 * A request the rules refuse. Nothing is broken; the caller should be told why.
 * `code` is part of the contract: `…-not-found` answers 404, `not-allowed` 403, `unreadable` 400, `version-mismatch` 412, `version-required` 428, everything else 409.
 */
export class Refusal extends Error {
  readonly code: string;
  /** The field the refusal is about, when it is about one. */
  readonly field: string | undefined;

  constructor(code: string, message: string, field?: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.field = field;
  }
}
