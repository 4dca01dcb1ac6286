import type { ListedToken } from '../../hsm/protocol.ts';
import type { CliCommand, Shell } from '../command.ts';
import { askEach } from '../fan-out.ts';
import { nameOf } from '../services.ts';

/** In the edition that lists tokens to users alone, whoever is logged in nowhere is refused by the HSM. */
export const QUORUM_TOKEN_SIGN_LIST: CliCommand = {
  path: ['quorum', 'token-sign', 'list'],
  spec: { about: 'List the quorum tokens of the cluster' },
  needsLogIn: ({ listsTokensToUsers }) => listsTokensToUsers,
  async run(_values, shell) {
    const { sessions, edition } = shell;
    const answers = await askEach(shell, (server) => {
      const isOpen = !edition.listsTokensToUsers || sessions.on(server) !== undefined;
      return { op: 'listTokens', session: isOpen ? null : sessions.idOn(server) } as const;
    });
    return {
      tokens: listTokens(
        answers.map(({ reply }) => reply.tokens),
        shell,
      ),
    };
  },
};

/** One user's tokens of one service, a token for each HSM. */
type Copies = readonly ListedToken[];

/** By user and service, as the reference page has them. */
function listTokens(lists: readonly Copies[], shell: Shell): readonly object[] {
  const copies = new Map<string, ListedToken[]>();
  for (const token of lists.flat()) {
    const key = `${token.user} ${nameOf(token.service)}`;
    copies.set(key, [...(copies.get(key) ?? []), token]);
  }
  return [...copies]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, same]) => showCopies(same, lists.length, shell));
}

/** Of what HSMs tell in different ways, what lets do less is shown. */
function showCopies(copies: Copies, hsms: number, { edition: { numberOf } }: Shell): object {
  const [first] = copies;
  const required = copies.map((token) => token.required);
  const approvals = copies.map(({ approvers }) => approvers.length);
  const isSame = new Set(required).size === 1 && new Set(approvals).size === 1;
  return {
    username: first?.user,
    service: nameOf(first?.service ?? 0),
    'approvals-required': numberOf(Math.max(...required)),
    'number-of-approvals': numberOf(Math.min(...approvals)),
    'token-timeout-seconds': numberOf(Math.min(...copies.map(({ validity }) => validity))),
    'cluster-coverage': copies.length === hsms && isSame ? 'full' : 'inconsistent',
  };
}
