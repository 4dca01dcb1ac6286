/** Where a server is, as the console connects to it. */
export interface ServerAddress {
  readonly name: string;
  readonly hostname: string;
  readonly port: number;
}
