/** The one key pair that a host accepts. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
}
