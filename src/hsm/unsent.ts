/**
 * Why a command of a console came to no HSM, as a code with values. No sentence stands here;
 * src/words/unsent.ts has what people read.
 */

/** Values of each reason for which a console sends nothing. */
export interface UnsentValues {
  /** The command is written otherwise. */
  readonly 'wrong-words': { readonly syntax: string };
  /**
   * There is no such command. What was typed is not kept, as it may be a password at the wrong prompt;
   * `nearest` is the command that may have been meant.
   */
  readonly 'unknown-command': { readonly nearest: string | null };
  /** More commands than one begin so. */
  readonly 'ambiguous-command': { readonly names: readonly string[] };
  readonly 'line-too-long': object;
  /** A file is missing, may not be read, or is no regular file. */
  readonly 'file-not-opened': { readonly path: string };
  readonly 'file-too-large': { readonly path: string; readonly maximum: number };
  /** The file that is to be written could not be emptied, or is one that nobody can have meant. */
  readonly 'file-not-emptied': { readonly path: string };
  readonly 'file-not-written': { readonly path: string };
  /** The file of a token to be deleted holds no whole records, or too many. */
  readonly 'no-token-file': { readonly path: string };
  /** The device's reading of an approval file ended early: its own code, and what it printed. */
  readonly 'approval-file-not-read': {
    readonly path: string;
    readonly problem: string;
    readonly printed: string;
  };
  /** A key file holds no key that can be used: the code of the failure, and what was printed. */
  readonly 'key-not-opened': {
    readonly path: string;
    readonly problem: string;
    readonly printed: string;
  };
  /** A file of the newer command line cannot be taken for what it should be: a code, and what it says. */
  readonly 'sdk5-file-not-read': {
    readonly path: string;
    readonly problem: string;
    readonly printed: string;
  };
  /** Nothing in a file of the newer command line is signed that has to be. */
  readonly 'token-not-signed': { readonly path: string };
  readonly 'certificate-not-opened': { readonly path: string };
  readonly 'passwords-differ': object;
  /** A single command needs a log-in, and the environment names nobody. */
  readonly 'no-credentials': object;
  readonly 'credentials-malformed': { readonly variable: 'role' | 'pin' };
  readonly 'unknown-cluster': { readonly id: string; readonly known: string };
  /** What was asked for takes a second cluster, and consoles here have one. */
  readonly 'one-cluster': object;
  /** The value of an option is none of what it takes. It is not kept, as it may be a secret. */
  readonly 'value-malformed': { readonly option: string };
  /** A token of that service is for a key, and none was selected; or is for none, and one was. */
  readonly 'filter-of-service': { readonly isNeeded: boolean };
  /** The real tool does it, and the emulator does not: what was asked for, as words of the command line. */
  readonly 'tool-not-offered': { readonly what: string };
  /** A filter that is to select one key selects none, of those that the user sees. */
  readonly 'no-key-matches': { readonly option: string };
  /** A filter that is to select one key selects several. */
  readonly 'keys-match': { readonly option: string; readonly keys: number };
  /** A key is on fewer HSMs than the client wants it to be on before it is used. */
  readonly 'key-on-few-hsms': {
    readonly handle: number;
    readonly hsms: number;
    readonly least: number;
  };
  /** The edition takes quorum values of a key only where both are given and above 1. */
  readonly 'key-quorum-values': object;
  /** Where a public key is wanted, a file holds a private one; nothing of it is kept. */
  readonly 'private-key-given': { readonly path: string };
  /** A key file holds a key of another type than the command line says. */
  readonly 'key-of-other-type': { readonly path: string; readonly found: string };
  /** What was asked for is written of public keys alone. */
  readonly 'key-not-public': { readonly handle: number };
  /** Whether to go on was asked, and was not answered with y. */
  readonly 'not-confirmed': object;
  /** The word 2FA, on a cluster that is made for no dual-factor authentication. */
  readonly 'two-factor': object;
  /** The signed file of a second factor is none: the code of the failure, and what was printed. */
  readonly 'authdata-not-read': {
    readonly path: string;
    readonly problem: string;
    readonly printed: string;
  };
  /** What that server wants signed stands in the signed file with no signature. */
  readonly 'authdata-unsigned': {
    readonly path: string;
    readonly server: number;
    readonly name: string;
  };
  /** The signed file has nothing of what that server wants signed, as one that was signed for another time. */
  readonly 'authdata-of-another': {
    readonly path: string;
    readonly server: number;
    readonly name: string;
  };
  /** The signed file has no public key, and one is to be registered. */
  readonly 'authdata-without-key': { readonly path: string };
  /** An attribute of a key that is none, is not set here, or has no such value. What is none is not kept. */
  readonly 'key-attribute': {
    readonly attribute: string | null;
    readonly problem: 'unknown' | 'not-settable' | 'value';
  };
  readonly 'no-such-server': object;
  readonly 'server-mode-only': object;
  readonly 'not-in-server-mode': object;
  /** A server did not answer when the console started. */
  readonly 'not-connected': { readonly server: number; readonly name: string };
  /** HSMs of that type have no way in for the console. */
  readonly 'no-way-in': { readonly type: string };
}

export type UnsentCode = keyof UnsentValues;

/** Why nothing was sent, told apart by its `code`. */
export type UnsentReason = {
  readonly [Code in UnsentCode]: { readonly code: Code } & UnsentValues[Code];
}[UnsentCode];

/** What a console came to no HSM with. */
export interface Unsent {
  /** The command's name; null where there was none. */
  readonly command: string | null;
  readonly reason: UnsentReason;
  /** The folder in which the console looked for files; null where it had others than this machine's. */
  readonly folder: string | null;
}

/** What a console came to no HSM with, as a cluster keeps it. */
export interface UnsentNote extends Unsent {
  /** When, by the machine's own clock: milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** When the command went through next, by the same clock; null where it has not. */
  readonly succeeded: number | null;
}

/**
 * Where consoles note what no HSM hears of, for whoever asks afterwards. A note that cannot be written is
 * left out: it never fails a command.
 */
export interface ConsoleJournal {
  noteUnsent(unsent: Unsent): void;
  /** A command went through, on every server that it was for. */
  noteDone(command: string): void;
}
