import type { ListedToken } from '../../hsm/protocol.ts';
import type { HsmRefusal } from '../../hsm/refusals.ts';
import { formatKeyHandle } from '../../token/sdk5/key-reference.ts';
import { isKeyService } from '../../token/service.ts';
import type { CliCommand, Shell } from '../command.ts';
import { CommandError } from '../command-error.ts';
import { askEach } from '../fan-out.ts';
import { textOf } from '../refusal-texts.ts';
import { nameOf } from '../services.ts';

/** An HSM lists them to everybody; in the edition of users alone, nobody is asked while nobody is logged in. */
export const QUORUM_TOKEN_SIGN_LIST: CliCommand = {
  path: ['quorum', 'token-sign', 'list'],
  spec: { about: 'List the quorum tokens of the cluster' },
  needsLogIn: ({ listsTokensToUsers }) => listsTokensToUsers,
  async run(_values, shell) {
    const { sessions, servers, edition, texts } = shell;
    if (edition.listsTokensToUsers && !servers.some((server) => sessions.on(server))) {
      throw new CommandError(textOf(NOT_LOGGED_IN, texts));
    }
    const answers = await askEach(shell, () => ({ op: 'listTokens', session: null }) as const);
    return {
      tokens: listTokens(
        answers.map(({ reply }) => reply.tokens),
        shell,
      ),
    };
  },
};

const NOT_LOGGED_IN: HsmRefusal = {
  ok: false,
  error: 'RET_NOT_LOGGED_IN',
  reason: { code: 'not-logged-in' },
};

/** Of tokens that are for no key, the same for each. */
function showReference({ keyHandle }: ListedToken): string {
  return formatKeyHandle(keyHandle);
}

/** One user's tokens of one service, for keys of one key: of others a token for each HSM. */
type Copies = readonly ListedToken[];

/** By user and service, as the reference page has them. */
function listTokens(lists: readonly Copies[], shell: Shell): readonly object[] {
  const copies = new Map<string, ListedToken[]>();
  for (const token of lists.flat()) {
    const key = `${token.user} ${nameOf(token.service)} ${showReference(token)}`;
    copies.set(key, [...(copies.get(key) ?? []), token]);
  }
  return [...copies]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, same]) => {
      const [first] = same;
      return first !== undefined && isKeyService(first.service)
        ? showKeyTokens(first, lists)
        : showCopies(same, lists.length, shell);
    });
}

/** For a key a user may have several: as many count as every HSM has (the guide's `minimum-token-count`). */
function showKeyTokens(first: ListedToken, lists: readonly Copies[]): object {
  const { user, service, keyHandle } = first;
  const counts = lists.map((list) => {
    const same = list.filter(
      (token) => token.user === user && token.service === service && token.keyHandle === keyHandle,
    );
    return same.length;
  });
  return {
    username: user,
    service: nameOf(service),
    'key-reference': showReference(first),
    'minimum-token-count': Math.min(...counts),
  };
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
