import type { KeyHandle } from '../../hsm/key-protocol.ts';
import { readKeyHandle } from '../key-handle.ts';
import { refuseCopy } from '../refuse-copy.ts';
import { findServer, requireServerMode } from '../server-mode.ts';
import type { ConsoleCommand, NumberedServer, Outcome, Shell } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const SYNC_KEY: ConsoleCommand = {
  name: 'syncKey',
  syntax: 'syncKey <key handle> <destination hsm>',
  summary: 'in server mode, copies a key from this server to another',
  who: 'CO; CU, of own keys',
  async run(args, shell) {
    const [, word] = args;
    const handle = readKeyHandle(args[0]);
    const isNumber = readWholeNumber(word) !== undefined;
    if (handle === undefined || word === undefined || !isNumber || args.length > 2) {
      return refuseSyntax(SYNC_KEY, shell);
    }
    const source = requireServerMode('syncKey', shell);
    if (source === undefined) return 'refused';
    const target = findServer(word, shell);
    return target === undefined ? 'refused' : copyKey(handle, source, target, shell);
  },
};

/** Sealed on its way: nobody between the two HSMs sees what the key is made of. */
async function copyKey(
  handle: KeyHandle,
  { server: source }: NumberedServer,
  { server: target }: NumberedServer,
  shell: Shell,
): Promise<Outcome> {
  const { sessions } = shell;
  const from = await source.execute({
    op: 'extractMaskedKey',
    session: sessions.idOn(source),
    handle,
  });
  if (!from.ok) return refuseCopy('syncKey', from, shell);
  const to = await target.execute({
    op: 'insertMaskedKey',
    session: sessions.idOn(target),
    sealed: from.sealed,
  });
  if (!to.ok) return refuseCopy('syncKey', to, shell);
  shell.print(WORDS.succeeded('syncKey'));
  return 'done';
}
