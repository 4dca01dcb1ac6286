/**
 * createUser and changePswd: the same question before, and the same dialogue where a server refuses.
 */
import type { HsmRefusal } from '../hsm/refusals.ts';
import { askForCaution } from './caution.ts';
import type { NumberedServer, Outcome, Shell } from './shell.ts';

/** What the two commands say and send. */
export interface UserChange {
  readonly command: 'createUser' | 'changePswd';
  /** The line before the first server: `Creating User bob(CU) on 2 nodes`. */
  readonly announcement: string;
  /** What follows the refusal: `creating user on server 0(10.0.2.14) failed`. */
  readonly failure: (server: NumberedServer) => string;
  readonly execute: (server: NumberedServer) => Promise<{ readonly ok: true } | HsmRefusal>;
}

/** Shows the caution box, then changes a user on each server; a refusal is retried, ignored or ends it. */
export async function changeUser(change: UserChange, shell: Shell): Promise<Outcome> {
  if (!(await askForCaution(shell))) return 'refused';
  shell.print(change.announcement);
  let outcome: Outcome = 'done';
  for (const server of shell.servers) {
    const answer = await changeOnServer(change, server, shell);
    if (answer === 'done') continue;
    outcome = 'refused';
    if (answer === 'A') break;
  }
  return outcome;
}

async function changeOnServer(
  change: UserChange,
  server: NumberedServer,
  shell: Shell,
): Promise<'done' | 'I' | 'A'> {
  for (;;) {
    const reply = await change.execute(server);
    if (reply.ok) {
      if (shell.flavour.successLines) {
        shell.printSuccess(change.command, server);
      }
      return 'done';
    }
    shell.printRefusal(change.command, reply);
    shell.print(change.failure(server));
    shell.print('');
    const answer = await shell.ask.askRetryIgnoreAbort();
    if (answer !== 'R') return answer;
  }
}
