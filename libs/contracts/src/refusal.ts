/**
 * A request the rules refuse. Nothing is broken; the caller should be told why.
 * `code` is part of the contract: `…-not-found` answers 404, `…-gone` 410, `not-allowed` 403, `unreadable` 400, `version-mismatch` 412, `version-required` 428,
 * `too-many-requests` 429, everything else 409.
 */
export class Refusal extends Error {
  readonly code: string;
  /** The field the refusal is about, when it is about one. */
  readonly field: string | undefined;
  /** Each field it is about, with what is wrong there: of a request in which several are. */
  readonly errors: readonly { readonly field: string; readonly message: string }[];

  constructor(code: string, message: string, field?: string, errors?: Refusal['errors']) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.field = field;
    this.errors = errors ?? (field === undefined ? [] : [{ field, message }]);
  }
}

/**
 * The answer to who creates what is there already, or was, with other contents (`already-exists`): how it is changed, or brought back. `kept` is what has
 * the id now.
 */
export const alreadyExists = ({ version, removedAt }: { version: number; removedAt?: Date | null }): Refusal =>
  new Refusal(
    'already-exists',
    removedAt
      ? `One with this id was removed. Restore it, from If-Match: "${version}", or take another id.`
      : `There is one with this id and other contents. To change it, say which version: If-Match: "${version}".`,
    'id',
  );

/** A request that will be taken later: `too-many-requests`. `seconds`: after how many it is worth trying again (`Retry-After`). */
export class TooManyRequests extends Refusal {
  constructor(
    message: string,
    readonly seconds: number,
  ) {
    super('too-many-requests', message);
    this.name = 'TooManyRequests';
  }
}
