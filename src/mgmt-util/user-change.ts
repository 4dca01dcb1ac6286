/**
 * createUser and changePswd: the same question before, and the same dialogue where a server refuses.
 */
import type { KeyProof } from '../hsm/protocol.ts';
import type { HsmRefusal } from '../hsm/refusals.ts';
import { askForCaution } from './caution.ts';
import type { Challenge } from './second-factor/challenge.ts';
import type { NumberedServer, Outcome, Shell } from './shell.ts';

/** What the two commands say and send. */
export interface UserChange {
  readonly command: 'createUser' | 'changePswd';
  readonly type: string;
  readonly name: string;
  /** The file of the second factor that comes with it. */
  readonly authData: string | undefined;
  /** The line before the first server: `Creating User bob(CU) on 2 nodes`. */
  readonly announcement: string;
  /** What follows the refusal: `creating user on server 0(10.0.2.14) failed`. */
  readonly failure: (server: NumberedServer) => string;
  readonly execute: (
    server: NumberedServer,
    secondFactor: KeyProof | undefined,
  ) => Promise<{ readonly ok: true } | HsmRefusal>;
}

/** Shows the caution box, then changes a user on each server; a refusal is retried, ignored or ends it. */
export async function changeUser(change: UserChange, shell: Shell): Promise<Outcome> {
  if (!(await askForCaution(shell))) return 'refused';
  shell.print(change.announcement);
  const { authData } = change;
  const proofs = authData === undefined ? undefined : await prove(change, authData, shell);
  if (proofs === undefined && authData !== undefined) return 'refused';
  let outcome: Outcome = 'done';
  for (const server of shell.servers) {
    const proof = proofs?.get(server);
    const isLeftOut = proofs !== undefined && proof === undefined;
    const answer = isLeftOut ? 'I' : await changeOnServer(change, server, proof, shell);
    if (answer === 'done') continue;
    outcome = 'refused';
    if (answer === 'A') break;
  }
  return outcome;
}

/** @returns undefined where the command is to end; a server that is ignored has no proof */
async function prove(
  change: UserChange,
  authData: string,
  shell: Shell,
): Promise<ReadonlyMap<NumberedServer, KeyProof> | undefined> {
  const { proveKey } = await import('./second-factor/prove-key.ts');
  const { getChallenge } = await import('./second-factor/challenge.ts');
  const { command, type, name } = change;
  return proveKey(command, authData, shell, async () => {
    const challenges: Challenge[] = [];
    for (const server of shell.servers) {
      const ask = () => getChallenge({ purpose: 'register', type, name }, server);
      const answer = await tryOnServer(change, server, ask, shell);
      if (answer === 'A') return undefined;
      if (answer !== 'I') challenges.push(answer);
    }
    return challenges;
  });
}

async function changeOnServer(
  change: UserChange,
  server: NumberedServer,
  proof: KeyProof | undefined,
  shell: Shell,
): Promise<'done' | 'I' | 'A'> {
  const answer = await tryOnServer(change, server, () => change.execute(server, proof), shell);
  if (answer === 'I' || answer === 'A') return answer;
  if (shell.flavour.successLines) shell.printSuccess(change.command, server);
  return 'done';
}

/** Asks a server until it does what is asked, or is ignored, or all is called off. */
async function tryOnServer<Reply extends { readonly ok: true }>(
  change: UserChange,
  server: NumberedServer,
  execute: () => Promise<Reply | HsmRefusal>,
  shell: Shell,
): Promise<Reply | 'I' | 'A'> {
  for (;;) {
    const reply = await execute();
    if (reply.ok) return reply;
    shell.printRefusal(change.command, reply);
    shell.print(change.failure(server));
    shell.print('');
    const answer = await shell.ask.askRetryIgnoreAbort();
    if (answer !== 'R') return answer;
  }
}
