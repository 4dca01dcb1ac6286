/**
 * One event of an HSM's audit log, as it was delivered. Source: AWS CloudHSM user guide, "Interpreting audit logs"
 * and "Audit log reference".
 */
export interface LogEvent {
  /** Microseconds since 1970-01-01 UTC. */
  readonly time: bigint;
  /** From 0 in each stream, without gaps. */
  readonly sequence: bigint;
  /** The same in all events of a stream. */
  readonly reboots: number;
  /** As `CN_CREATE_USER`. */
  readonly opcode: string;
  readonly opcodeNumber: number | undefined;
  readonly session: number;
  readonly response: LogResponse;
  /** Who logs in, or whom the operation is about. */
  readonly user: LoggedUser | undefined;
  /** Where it stands: line of its file, from 1; number of the event where the file is JSON. */
  readonly place: number;
}

/** How an operation ended. `number` is 0 where it was done. */
export interface LogResponse {
  readonly isSuccess: boolean;
  readonly number: number | undefined;
  /** The HSM's own words. */
  readonly text: string;
}

/** A user as the log names one. */
export interface LoggedUser {
  /** As it is written, which is not checked: names come from whoever tried to log in. */
  readonly name: string;
  /** As `CN_CRYPTO_OFFICER`. */
  readonly type: string;
  /** 1 is CU, 2 is CO, 5 the appliance, 6 an officer before activation. */
  readonly typeNumber: number | undefined;
}

/** What of a log could not be read as an event, and where. */
export interface LogOddity {
  readonly place: number;
  readonly code: 'no-time' | 'no-sequence' | 'bad-field' | 'cut-short' | 'too-long';
  /** The field, or the beginning of the line. */
  readonly what: string;
}

/** What a reader of a log says, in the order of the log. */
export type LogEntry =
  | { readonly kind: 'event'; readonly stream: string; readonly event: LogEvent }
  | { readonly kind: 'oddity'; readonly stream: string; readonly oddity: LogOddity };
