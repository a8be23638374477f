import twilio from 'twilio';

type Asked<Data> = Parameters<typeof twilio.RequestClient.prototype.request<Data>>[0];

/** The SDK's own HTTP client with another base address: all it does is to replace the host in the address it is given. */
class RebasedClient extends twilio.RequestClient {
  private readonly base: string;

  constructor(base: string, options?: ConstructorParameters<typeof twilio.RequestClient>[0]) {
    super(options);
    this.base = base;
  }

  override request<Data>(asked: Asked<Data>) {
    return super.request<Data>({
      ...asked,
      uri: asked.uri.replace(/^https:\/\/(api|messaging|monitor)\.twilio\.com/, this.base),
    });
  }
}

/** The official SDK, talking to the simulator. */
export const sdkFor = (
  base: string,
  user: string,
  password: string,
  options: { accountSid?: string; timeout?: number } = {},
) =>
  twilio(user, password, { ...options, httpClient: new RebasedClient(base, { timeout: options.timeout ?? 30_000 }) });

export const { validateRequest } = twilio;
