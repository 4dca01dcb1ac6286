import { askEachServer } from '../fan-out.ts';
import type { ConsoleCommand } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const GET_M_VALUE: ConsoleCommand = {
  name: 'getMValue',
  syntax: 'getMValue <service>',
  summary: 'shows how many officers must approve operations of a service',
  who: 'all users, no log-in needed',
  async run(args, shell) {
    const service = readWholeNumber(args[0]);
    if (service === undefined || args.length > 1) return refuseSyntax(GET_M_VALUE, shell);
    return askEachServer(
      shell,
      'getMValue',
      () => ({ op: 'getMValue', service }) as const,
      (server, { m }) => {
        const where = shell.inServerMode ? '' : ` on server ${server.index}`;
        shell.print(`MValue of service ${service}[${WORDS.service(service)}]${where} : [${m}]`);
      },
    );
  },
};
