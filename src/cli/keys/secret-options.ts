/** Where a pass phrase comes from. */
export interface SecretOptions {
  /** A source in openssl's syntax. */
  readonly passin: string | undefined;
  /** No warnings. */
  readonly quiet: boolean;
  /** Standard input is taken by something else. */
  readonly stdinTaken?: boolean;
}
