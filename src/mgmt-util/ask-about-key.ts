import type { KeyHandle, ListedKey } from '../hsm/key-protocol.ts';
import type { NumberedServer, Outcome, Shell } from './shell.ts';
import { WORDS } from './words.ts';

/**
 * Asks each server for one key, which only crypto users do here: an officer has findAllKeys.
 *
 * @param answered prints what one server has of it, or says why there is nothing to print
 */
export async function askAboutKey(
  command: string,
  handle: KeyHandle,
  shell: Shell,
  answered: (server: NumberedServer, key: ListedKey) => string | undefined,
): Promise<Outcome> {
  let outcome: Outcome = 'done';
  for (const server of shell.servers) {
    const why = await askServer(command, handle, server, shell, answered);
    if (why === undefined) continue;
    shell.print(WORDS.failed(command, why));
    shell.printFailure(command, server);
    outcome = 'refused';
  }
  return outcome;
}

/** @returns why there is nothing to print */
async function askServer(
  command: string,
  handle: KeyHandle,
  numbered: NumberedServer,
  { sessions }: Shell,
  answered: (server: NumberedServer, key: ListedKey) => string | undefined,
): Promise<string | undefined> {
  const { server } = numbered;
  const logIn = sessions.on(server);
  if (logIn !== undefined && logIn.type !== 'CU') {
    return WORDS.error(command, 'RET_PERMISSION_DENIED');
  }
  const session = sessions.idOn(server);
  const reply = await server.execute({ op: 'getKeys', session, handles: [handle] });
  if (!reply.ok) return WORDS.error(command, reply.error);
  const [key] = reply.keys;
  return key === undefined ? WORDS.error(command, 'RET_KEY_NOT_FOUND') : answered(numbered, key);
}
