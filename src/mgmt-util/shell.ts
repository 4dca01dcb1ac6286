/**
 * What a command of the console works with.
 */
import type { Sessions } from '../console/sessions.ts';
import type { Place } from '../console/waits.ts';
import type { ClusterServer } from '../hsm/protocol.ts';
import type { HsmRefusal } from '../hsm/refusals.ts';
import type { UnsentReason } from '../hsm/unsent.ts';
import type { ConsoleFiles } from '../node/console-files.ts';
import type { Dialogue } from './dialogue.ts';
import type { Flavour } from './flavour.ts';

/** A server with its number in the console's list. */
export interface NumberedServer extends Place {
  readonly server: ClusterServer;
}

/**
 * What came of a line: it did what it says on every server; or not (also where it was no command, or
 * was called off); or the console is to end.
 */
export type Outcome = 'done' | 'refused' | 'quit';

export interface Shell {
  readonly flavour: Flavour;
  /** Commands of this edition, for help. */
  readonly commands: readonly ConsoleCommand[];
  /** Every server of the cluster. */
  readonly everyServer: readonly NumberedServer[];
  /** The servers that commands go to: every one, or in server mode the one. */
  readonly servers: readonly NumberedServer[];
  /** Whether commands go to one server, so that lines leave out which. */
  readonly inServerMode: boolean;
  readonly sessions: Sessions;
  readonly ask: Dialogue;
  readonly files: ConsoleFiles;
  /** Goes to one server from now on, or with undefined to every one again. */
  enterServer(server: NumberedServer | undefined): void;
  /** Prints one line. */
  print(line: string): void;
  /** ` on server 0(10.0.2.14)`, and nothing in server mode. */
  on(server: NumberedServer): string;
  /** Prints that a server did what a command says: `createUser success on server 0(10.0.2.14)`. */
  printSuccess(command: string, server: NumberedServer): void;
  /** Prints that a server did not: `createUser failed on server 0(10.0.2.14)`. */
  printFailure(command: string, server: Place): void;
  /** Prints what a server refused a command with, as one line. */
  printRefusal(command: string, refusal: HsmRefusal): void;
  /** Notes why a command comes to no HSM, for `mofn hsm explain`; prints nothing. */
  note(reason: UnsentReason): void;
  /** Where `--hints` is on: says what a person reads otherwise in an approval file than the device. */
  readonly hint: ((approvalFile: Uint8Array, path: string) => Promise<void>) | undefined;
}

/** One command of the console. */
export interface ConsoleCommand {
  readonly name: string;
  /** As help shows it, the same in every edition or not. */
  readonly syntax: string | ((flavour: Flavour) => string);
  /** What it does: one line, without a full stop. */
  readonly summary: string;
  /** Who may use it. */
  readonly who: string;
  /** Whether such a line holds a password, so that it is kept out of the history. */
  readonly holdsSecret?: (args: readonly string[]) => boolean;
  /** @param args the words behind the command's name */
  run(args: readonly string[], shell: Shell): Promise<Outcome>;
}
