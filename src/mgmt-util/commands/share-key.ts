import { askForCaution } from '../caution.ts';
import { askEachServer } from '../fan-out.ts';
import { readKeyHandle } from '../key-handle.ts';
import type { ConsoleCommand } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';

export const SHARE_KEY: ConsoleCommand = {
  name: 'shareKey',
  syntax: 'shareKey <key handle> <user id> <(share/unshare key?) 1/0>',
  summary: 'shares a key with a user on each server, or shares it no more',
  who: 'CU, of own keys',
  async run(args, shell) {
    const handle = readKeyHandle(args[0]);
    const user = readWholeNumber(args[1]);
    const [, , share] = args;
    if (handle === undefined || user === undefined || args.length !== 3) {
      return refuseSyntax(SHARE_KEY, shell);
    }
    if (share !== '1' && share !== '0') return refuseSyntax(SHARE_KEY, shell);
    if (!(await askForCaution(shell))) return 'refused';
    const op = share === '1' ? 'shareKey' : 'unshareKey';
    return askEachServer(
      shell,
      'shareKey',
      ({ server }) => ({ op, session: shell.sessions.idOn(server), handle, user }) as const,
      (server) => shell.printSuccess('shareKey', server),
    );
  },
};
