/**
 * What registerMofnPubKey and registerQuorumPubKey share.
 */
import { askEachServer } from './fan-out.ts';
import type { Outcome, Shell } from './shell.ts';

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
