/**
 * One request to each server in turn, as most commands of the console do.
 */
import type { HsmReply, HsmRequest } from '../hsm/protocol.ts';
import type { NumberedServer, Outcome, Shell } from './shell.ts';

type Success<R extends HsmRequest> = Extract<HsmReply<R['op']>, { readonly ok: true }>;

/**
 * Sends a request to each server. What a server refuses is printed as `<command> failed: …` and
 * `<command> failed on server N(ip)`, and the next server is asked, without a question.
 *
 * @param command name to print
 * @param request makes the request for one server, with its session
 * @param succeeded prints what one server answered
 */
export async function askEachServer<R extends HsmRequest>(
  shell: Shell,
  command: string,
  request: (server: NumberedServer) => R,
  succeeded: (server: NumberedServer, reply: Success<R>) => void,
): Promise<Outcome> {
  let outcome: Outcome = 'done';
  for (const server of shell.servers) {
    const reply = await server.server.execute(request(server));
    if (reply.ok) {
      succeeded(server, reply as Success<R>);
    } else {
      shell.printRefusal(command, reply);
      shell.printFailure(command, server);
      outcome = 'refused';
    }
  }
  return outcome;
}
