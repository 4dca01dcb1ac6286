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
  /** The session's handle; `connectionOf` of log/connection.ts has what those of one log-in have in common. */
  readonly session: bigint;
  readonly response: LogResponse;
  /** Who logs in, or whom the operation is about; of an event of the quorum, whose session it is. */
  readonly user: LoggedUser | undefined;
  /** The keys that it is about. */
  readonly keys: LoggedKeys | undefined;
  /** Which attribute of a key was set. Only the emulator's own log tells it. */
  readonly attribute: string | undefined;
  /** Whether a key was shared, or is shared no more. Only the emulator's own log tells it, key and user with it. */
  readonly isShared: boolean | undefined;
  /**
   * What an M value was set for, and to what; the service of a token that was got. Only the emulator's own log
   * (`mofn hsm log` without `--format aws`) tells it; the lines that it has besides (`Key`, `Approver`)
   * are read as what they are in AWS's log: lines that nobody knows.
   */
  readonly service: number | undefined;
  readonly m: number | undefined;
  /** The services of the tokens that it tells of, as of those that were spent. Only the emulator's own log tells them. */
  readonly spent: readonly number[];
  /** Where it stands: line of its file, from 1; number of the event where the file is JSON. */
  readonly place: number;
}

/** How an operation ended. `number` is 0 where it was done; the emulator's own log does not have all others. */
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

/** Keys as the log names them: by handles, 0 where there is none. */
export interface LoggedKeys {
  /** The private key of a pair, and any key that stands alone. */
  readonly secret: number;
  readonly public: number;
  /** What a key was wrapped or unwrapped with; only the emulator's own log tells it. */
  readonly wrapping: number | undefined;
}

/** What of a log could not be read as an event, and where. An event with an oddity is not told as an event. */
export interface LogOddity {
  /** As {@link LogEvent.place}. */
  readonly place: number;
  readonly code: LogOddityCode;
  /** The field, or the beginning of the line. */
  readonly what: string;
}

export type LogOddityCode =
  /** lines that no `Time:` stands above; told once for all that follow each other */
  | 'no-time'
  /** an event does not have a line that each has */
  | 'missing-field'
  /** an event has a line twice */
  | 'field-twice'
  /** what stands in a line is not what can stand there */
  | 'bad-field'
  /** the date and the number of microseconds are of different times */
  | 'time-disagrees'
  /** the log, or a message of it, ends before its event does */
  | 'cut-short'
  /** a line longer than any that an HSM writes */
  | 'too-long'
  /** a member of `events` has no text in `message` */
  | 'no-message';

/** What a reader of a log says, in the order of the log. */
export type LogEntry =
  | { readonly kind: 'event'; readonly stream: string; readonly event: LogEvent }
  | { readonly kind: 'oddity'; readonly stream: string; readonly oddity: LogOddity };
