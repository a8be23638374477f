/** A request to Azure Communication Services, before it is signed. */
export interface AzureRequest {
  readonly method: 'GET' | 'POST';
  readonly host: string;
  /** With its query. */
  readonly path: string;
  /** As RFC 1123 writes it. */
  readonly date: string;
  /** SHA-256 of the body in base64. */
  readonly contentHash: string;
}

/** What is signed of a request (HMAC-SHA256 with the access key), in Azure's order. */
export const azureStringToSign = ({ method, path, date, host, contentHash }: AzureRequest): string =>
  `${method}\n${path}\n${date};${host};${contentHash}`;

/** The header that carries the signature. */
export const azureAuthorization = (signature: string): string =>
  `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
