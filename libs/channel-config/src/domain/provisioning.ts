import { type ProvisioningStatus, Refusal } from '#contracts';

/** Why a channel kind could not be provisioned: a stable code, and a sentence that says what to do. */
export interface Fault {
  readonly code: string;
  readonly detail: string;
}

/**
 * Whether a kind of channel may be set up here (product.md 1).
 *
 *     not-provisioned, failed, turning-off ──> provisioning ──> provisioned, failed
 *     any ──> turning-off ──> not-provisioned
 */
export interface Provisioning {
  readonly kind: 'sms';
  /** 0: nobody has asked for it yet. */
  readonly version: number;
  readonly status: ProvisioningStatus;
  /** While it is `failed`. */
  readonly faultCode: string | null;
  readonly faultDetail: string | null;
  readonly changedAt: Date | null;
}

export const neverProvisioned: Provisioning = {
  kind: 'sms',
  version: 0,
  status: 'not-provisioned',
  faultCode: null,
  faultDetail: null,
  changedAt: null,
};

const become = (known: Provisioning, status: ProvisioningStatus, fault: Fault | null, now: Date): Provisioning => ({
  ...known,
  version: known.version + 1,
  status,
  faultCode: fault?.code ?? null,
  faultDetail: fault?.detail ?? null,
  changedAt: now,
});

/** Begins, or begins anew after a failure, an interruption or a turning off that is not over; what is provisioned stays so. */
export const begin = (known: Provisioning, now: Date): Provisioning =>
  known.status === 'provisioned' || known.status === 'provisioning' ? known : become(known, 'provisioning', null, now);

/** Ends what was begun, well or with a fault. */
export const conclude = (known: Provisioning, fault: Fault | null, now: Date): Provisioning =>
  known.status === 'provisioning' ? become(known, fault ? 'failed' : 'provisioned', fault, now) : known;

/**
 * Turns the kind off: at once, or when the last of its channels is gone. Nothing new is set up meanwhile. Refuses with
 * `confirmation-required` what was not confirmed.
 */
export function turnOff(
  known: Provisioning,
  { isConfirmed, channels }: { readonly isConfirmed: boolean; readonly channels: number },
  now: Date,
): Provisioning {
  const status = channels > 0 ? 'turning-off' : 'not-provisioned';
  if (known.status === 'not-provisioned' || known.status === status) return known;
  if (!isConfirmed) {
    const what = channels === 0 ? 'No channel' : channels === 1 ? 'One channel' : `${channels} channels`;
    throw new Refusal(
      'confirmation-required',
      `${what} of it would have to go. Confirm that it is meant.`,
      'confirmed',
    );
  }
  return become(known, status, null, now);
}

/** Ends a turning off when its last channel is gone; the very same while there are `channels`, or where nothing is turned off. */
export const concludeTurningOff = (known: Provisioning, channels: number, now: Date): Provisioning =>
  known.status === 'turning-off' && channels === 0 ? become(known, 'not-provisioned', null, now) : known;

/** Refuses to set up what is not provisioned (product.md 1, edge cases; R5). */
export function refuseUnprovisioned({ status }: Provisioning): void {
  if (status !== 'provisioned')
    throw new Refusal('sms-not-provisioned', `SMS is not provisioned here (${status}). Provision it first.`);
}

const privateHost =
  /^(localhost|127(\.\d+){3}|\[::1\]|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|[^.]+|.+\.(localhost|local|internal|test))$/;

/**
 * What stands in the way of SMS here: the provider posts texts to our public address, and over the internet that has to be https (R29); a
 * text whose reports would go to a host with an underscore in its name Twilio does not send at all (twilio.md 4.4).
 */
export function faultOf(publicBase: string): Fault | null {
  const { protocol, hostname } = new URL(publicBase);
  if (hostname.includes('_'))
    return {
      code: 'public-address-underscore',
      detail: `The public address of this installation is ${publicBase}. Twilio takes no address whose host name has an underscore: set PUBLIC_BASE_URL to another one and try again.`,
    };
  if (protocol === 'https:' || privateHost.test(hostname)) return null;
  return {
    code: 'public-address-not-https',
    detail: `The public address of this installation is ${publicBase}. Texts may only arrive over https: set PUBLIC_BASE_URL to an https address and try again.`,
  };
}
