import type { HsmReply } from '../../hsm/protocol.ts';
import { askEachServer } from '../fan-out.ts';
import { openKeyAnswer } from '../key-answer.ts';
import type { ConsoleCommand } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const FIND_ALL_KEYS: ConsoleCommand = {
  name: 'findAllKeys',
  syntax: 'findAllKeys <user id> <key hash (0/1)> [<output file>]',
  summary: 'lists the keys that a user owns (o) or shares (s)',
  who: 'CO, AU',
  async run(args, shell) {
    const [, hash, path] = args;
    const user = readWholeNumber(args[0]);
    if (user === undefined || (hash !== '0' && hash !== '1') || args.length > 3) {
      return refuseSyntax(FIND_ALL_KEYS, shell);
    }
    const answer = await openKeyAnswer(path, shell);
    if (answer === undefined) return 'refused';
    let isFirst = true;
    const outcome = await askEachServer(
      shell,
      'findAllKeys',
      ({ server }) =>
        ({
          op: 'findAllKeys',
          session: shell.sessions.idOn(server),
          user,
          withHash: hash === '1',
        }) as const,
      (server, reply) => {
        const where = shell.on(server);
        const success = WORDS.succeeded('findAllKeys', where);
        const lines = [`Keys${where}:`, ...listLines(reply), success];
        for (const line of isFirst ? lines : ['', ...lines]) answer.print(line);
        isFirst = false;
      },
    );
    return answer.close() ? outcome : 'refused';
  },
};

type Found = Extract<HsmReply<'findAllKeys'>, { readonly ok: true }>;

function listLines({ keys, hash }: Found): readonly string[] {
  // As the page has them: shared ones first, whatever their handles.
  const inOrder = [
    ...keys.filter(({ isOwned }) => !isOwned),
    ...keys.filter(({ isOwned }) => isOwned),
  ];
  const listed = inOrder.map(({ handle, isOwned }) => `${handle}(${isOwned ? 'o' : 's'})`);
  return [
    `Number of keys found ${keys.length}`,
    `number of keys matched from start index 0::${keys.length}`,
    ...(listed.length === 0 ? [] : [listed.join(',')]),
    ...(hash === undefined ? [] : ['Key Hash:', hash, '']),
  ];
}
