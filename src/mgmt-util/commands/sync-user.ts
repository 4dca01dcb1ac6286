import { refuseCopy } from '../refuse-copy.ts';
import { findServer, requireServerMode } from '../server-mode.ts';
import type { ConsoleCommand, NumberedServer, Outcome, Shell } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const SYNC_USER: ConsoleCommand = {
  name: 'syncUser',
  syntax: 'syncUser <user ID> <server ID>',
  summary: 'in server mode, copies a user from this server to another',
  who: 'CO',
  async run(args, shell) {
    const id = readWholeNumber(args[0]);
    const [, word] = args;
    const isNumber = readWholeNumber(word) !== undefined;
    if (id === undefined || word === undefined || !isNumber || args.length > 2) {
      return refuseSyntax(SYNC_USER, shell);
    }
    const source = requireServerMode('syncUser', shell);
    if (source === undefined) return 'refused';
    const target = findServer(word, shell);
    if (target === undefined) return 'refused';
    return copyUser(id, source, target, shell);
  },
};

async function copyUser(
  id: number,
  source: NumberedServer,
  target: NumberedServer,
  shell: Shell,
): Promise<Outcome> {
  const { sessions } = shell;
  const from = await source.server.execute({
    op: 'exportUser',
    session: sessions.idOn(source.server),
    id,
  });
  if (!from.ok) return refuseCopy('syncUser', from, shell);
  shell.print('ExtractMaskedObject: 0x0 !');
  const to = await target.server.execute({
    op: 'putUser',
    session: sessions.idOn(target.server),
    user: from.user,
  });
  if (!to.ok) return refuseCopy('syncUser', to, shell);
  shell.print('InsertMaskedObject: 0x0 !');
  shell.print(WORDS.succeeded('syncUser'));
  return 'done';
}
