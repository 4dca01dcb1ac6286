/**
 * What registerMofnPubKey and registerQuorumPubKey share.
 */
import { isFailure } from '../failure.ts';
import { askEachServer } from './fan-out.ts';
import type { Outcome, Shell } from './shell.ts';
import { WORDS } from './words.ts';

/** A public key and the proof that whoever registers it has the private one. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** What was signed. */
  readonly token: Uint8Array;
  readonly signature: Uint8Array;
}

/** Registers a key on each server. */
export async function registerKey(
  command: string,
  registration: Registration,
  shell: Shell,
): Promise<Outcome> {
  return askEachServer(
    shell,
    command,
    ({ server }) =>
      ({ op: 'registerKey', session: shell.sessions.idOn(server), ...registration }) as const,
    (server) => shell.printSuccess(command, server),
  );
}

/**
 * Prints and notes why there is no key in a file, or none that signs.
 *
 * @throws what was thrown, where that is no failure
 */
export async function printKeyFailure(
  command: string,
  path: string,
  thrown: unknown,
  shell: Shell,
): Promise<void> {
  if (!isFailure(thrown)) throw thrown;
  const { describeFailure } = await import('../words/failures/index.ts');
  const { message } = describeFailure(thrown);
  shell.print(WORDS.failed(command, message));
  shell.note({ code: 'key-not-opened', path, problem: thrown.code, printed: message });
}
