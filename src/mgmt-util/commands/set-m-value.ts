import { askForCaution } from '../caution.ts';
import { askEachServer } from '../fan-out.ts';
import type { ConsoleCommand } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';

export const SET_M_VALUE: ConsoleCommand = {
  name: 'setMValue',
  syntax: 'setMValue <service> <m>',
  summary: 'sets how many officers must approve operations of a service',
  who: 'CO',
  async run(args, shell) {
    const service = readWholeNumber(args[0]);
    const m = readWholeNumber(args[1]);
    if (service === undefined || m === undefined || args.length > 2) {
      return refuseSyntax(SET_M_VALUE, shell);
    }
    if (!(await askForCaution(shell))) return 'refused';
    shell.print(`Setting M Value(${m}) for ${service} on ${shell.servers.length} nodes`);
    return askEachServer(
      shell,
      'setMValue',
      ({ server }) =>
        ({ op: 'setMValue', session: shell.sessions.idOn(server), service, m }) as const,
      () => {
        // The documented session has no line for success.
      },
    );
  },
};
