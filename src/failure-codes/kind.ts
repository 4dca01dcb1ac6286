/** What kind of thing went wrong. The command line turns each kind into one exit code. */
export type FailureKind =
  /** the caller asked for something that makes no sense */
  | 'usage'
  /** a file cannot be read or written, is over the limit, or is malformed where it is needed */
  | 'file'
  /** a key cannot be read, or its pass phrase is missing or wrong */
  | 'key'
  /** the emulator's state is missing, damaged, or not a cluster */
  | 'state';

/** The kind of each code of a room. */
export type KindsOf<Failures> = Readonly<Record<keyof Failures, FailureKind>>;
