import { askForCaution } from '../caution.ts';
import type { ConsoleCommand, NumberedServer, Outcome, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { nameUser } from '../user-name.ts';

/** A deletion that a server has done, and can undo. */
interface Deletion {
  readonly server: NumberedServer;
  readonly operation: string;
}

export const DELETE_USER: ConsoleCommand = {
  name: 'deleteUser',
  syntax: 'deleteUser <user-type> <user-name>',
  summary: 'deletes a user on each server',
  who: 'CO',
  async run(args, shell) {
    const [type, name] = args;
    if (type === undefined || name === undefined || args.length > 2) {
      return refuseSyntax(DELETE_USER, shell);
    }
    if (shell.flavour.deleteUserCautions && !(await askForCaution(shell))) return 'refused';
    shell.print(`Deleting user ${nameUser(type, name)} on ${shell.servers.length} nodes`);
    const done: Deletion[] = [];
    let outcome: Outcome = 'done';
    for (const server of shell.servers) {
      const answer = await deleteOnServer(server, type, name, shell, done);
      if (answer === 'done') continue;
      outcome = 'refused';
      if (answer === 'I') continue;
      await rollBack(done, shell);
      break;
    }
    return outcome;
  },
};

async function deleteOnServer(
  numbered: NumberedServer,
  type: string,
  name: string,
  shell: Shell,
  done: Deletion[],
): Promise<'done' | 'B' | 'I'> {
  const { server } = numbered;
  for (;;) {
    const session = shell.sessions.idOn(server);
    const reply = await server.execute({ op: 'deleteUser', session, type, name });
    if (reply.ok) {
      done.push({ server: numbered, operation: reply.operation });
      shell.printSuccess('deleteUser', numbered);
      return 'done';
    }
    shell.printRefusal('deleteUser', reply);
    shell.printFailure('deleteUser', numbered);
    shell.print('');
    const answer = await shell.ask.askRetryRollBackIgnore();
    if (answer !== 'R') return answer;
  }
}

/** Undoes what the servers before have done; the quorum token that they spent stays spent. */
async function rollBack(done: readonly Deletion[], shell: Shell): Promise<void> {
  for (const { server: numbered, operation } of done) {
    const { server } = numbered;
    const session = shell.sessions.idOn(server);
    const reply = await server.execute({ op: 'rollBack', session, operation });
    if (reply.ok) {
      shell.printSuccess('rollBack', numbered);
    } else {
      shell.printRefusal('rollBack', reply);
      shell.printFailure('rollBack', numbered);
    }
  }
}
