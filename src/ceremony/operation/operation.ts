import type { OperationCode } from './operation-kinds.ts';

/** What is asked for: one operation of an HSM, neither console's words. It holds no password. */
export interface Operation {
  readonly op: OperationCode;
  /** By the names of the kind's arguments, and `options` where the kind keeps those. */
  readonly arguments: Readonly<Record<string, string>>;
}

/** What operations a rule is about: as {@link Operation}, where `*` stands for any characters of a value. */
export interface OperationPattern {
  /** Of all operations where it is missing. */
  readonly op?: OperationCode;
  readonly arguments: Readonly<Record<string, string>>;
}
