import type { FastifyRequest } from 'fastify';
import { Refusal } from '#contracts';
import type { Directory } from '../directory.ts';
import { field, type Form, readForm, writeForm } from '../domain/form.ts';
import type { OpenedAccount } from '../opened-account.ts';
import { fieldsOf, isJson, signedFields } from '../signed-fields.ts';

/** A request that Twilio signed with the token of the account that its address names. */
export interface Genuine {
  readonly account: OpenedAccount;
  readonly form: Form;
  /** The body of a form byte for byte; of JSON, the form that it would be; the query of what came by GET. */
  readonly bytes: Buffer;
}

const nothing = Buffer.alloc(0);
const unsignedApart: Form = new Map();

/**
 * Verifies a webhook before anything of it is believed (product.md 3.1): the account is the one that the path names, never one that the
 * body names; the signature is over `publicBase`, the path and query as they came, and every field as it came; of a GET, whose fields are in
 * its query, over nothing else (twilio.md 4.5, 2). Refused as
 * `webhook-not-found` where there is no such account, as `not-allowed` where the signature or the AccountSid is another's.
 */
export async function genuine(
  directory: Directory,
  publicBase: string,
  accountKey: string,
  request: FastifyRequest,
): Promise<Genuine> {
  const account = await directory.accountCalled(accountKey);
  if (!account) throw new Refusal('webhook-not-found', 'There is nothing here.');
  const signature = request.headers['x-twilio-signature'];
  if (typeof signature !== 'string' || signature === '') throw notSigned();
  const url = publicBase + request.originalUrl;
  if (request.method === 'GET') {
    const query = Buffer.from(request.originalUrl.split('?').slice(1).join('?'));
    const signer = await signerOf(directory, account, signature, url, unsignedApart);
    return ofAccount(signer, readForm(query.toString('utf8')), query);
  }
  const bytes = Buffer.isBuffer(request.body) ? request.body : nothing;
  const came = { url, contentType: request.headers['content-type'], body: bytes };
  const signed = signedFields(came);
  const signer = signed && (await signerOf(directory, account, signature, came.url, signed));
  if (!signed) throw notSigned();
  const form = isJson(came.contentType) ? fieldsOf(came) : signed;
  return ofAccount(signer, form, form === signed ? bytes : Buffer.from(writeForm(form)));
}

function ofAccount(signer: OpenedAccount | undefined, form: Form, bytes: Buffer): Genuine {
  if (!signer) throw notSigned();
  if (field(form, 'AccountSid') !== signer.accountSid)
    throw new Refusal('not-allowed', 'The AccountSid is not that of the account in the address.', 'AccountSid');
  return { account: signer, form, bytes };
}

async function signerOf(
  directory: Directory,
  account: OpenedAccount,
  signature: string,
  url: string,
  form: Form,
): Promise<OpenedAccount | undefined> {
  if (account.signed(signature, url, form)) return account;
  const newer = await directory.newerThan(account);
  return newer?.signed(signature, url, form) ? newer : undefined;
}

const notSigned = () => new Refusal('not-allowed', 'The request is not signed by Twilio for this account.');
