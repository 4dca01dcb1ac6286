import type { ListedKey } from '../../hsm/key-protocol.ts';
import { askAboutKey } from '../ask-about-key.ts';
import { openKeyAnswer } from '../key-answer.ts';
import { readKeyHandle } from '../key-handle.ts';
import type { ConsoleCommand } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';

export const GET_KEY_INFO: ConsoleCommand = {
  name: 'getKeyInfo',
  syntax: 'getKeyInfo [-k] <key-handle> [<output file>]',
  summary: 'shows who owns and who shares a key, and its quorum',
  who: 'CU, of own and shared keys',
  async run(args, shell) {
    const [first, path, ...more] = args[0] === '-k' ? args.slice(1) : args;
    const handle = readKeyHandle(first);
    if (handle === undefined || more.length > 0) return refuseSyntax(GET_KEY_INFO, shell);
    const answer = await openKeyAnswer(path, shell);
    if (answer === undefined) return 'refused';
    let isFirst = true;
    const outcome = await askAboutKey('getKeyInfo', handle, shell, (server, key) => {
      const lines = [`Key Info${shell.on(server)}:`, '', ...describeKey(key)];
      for (const line of isFirst ? ['', ...lines] : lines) answer.print(line);
      isFirst = false;
      return undefined;
    });
    return answer.close() ? outcome : 'refused';
  },
};

const INDENT = ' '.repeat(8);

function describeKey({ attributes, owner, sharedWith, quorum }: ListedKey): readonly string[] {
  return [
    `${INDENT}${attributes.token ? 'Token/Flash' : 'Session'} Key,`,
    '',
    `${INDENT}Owned by user ${owner.id}`,
    '',
    ...(sharedWith.length === 0
      ? []
      : [
          `${INDENT}also, shared to following ${sharedWith.length} user(s):`,
          '',
          ...sharedWith.map(({ id }) => `${INDENT}${INDENT} ${id}`),
        ]),
    ...describeQuorum(quorum).map((line) => `${INDENT} ${line}`),
  ];
}

/** The page knows one number for both; where a key has two, each has a line. */
function describeQuorum({ use, manage }: ListedKey['quorum']): readonly string[] {
  const line = (count: number, what: string): readonly string[] =>
    count === 0 ? [] : [`${count} Users need to approve to ${what} this key`];
  return use === manage
    ? line(use, 'use/manage')
    : [...line(use, 'use'), ...line(manage, 'manage')];
}
