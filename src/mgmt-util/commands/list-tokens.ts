import type { ListedToken } from '../../hsm/protocol.ts';
import { escapeUnsafe } from '../../printable.ts';
import { askEachServer } from '../fan-out.ts';
import type { ConsoleCommand } from '../shell.ts';
import { tokenLines } from '../token-lines.ts';
import { WORDS } from '../words.ts';

const RULE = '=====================';

export const LIST_TOKENS: ConsoleCommand = {
  name: 'listTokens',
  syntax: 'listTokens',
  summary: 'lists the quorum tokens of each server, with who has approved them',
  who: 'CO; CU, its own',
  async run(_args, shell) {
    const outcome = await askEachServer(
      shell,
      'listTokens',
      ({ server }) => ({ op: 'listTokens', session: shell.sessions.idOn(server) }) as const,
      ({ index, name }, { tokens }) => {
        shell.print('');
        shell.print(RULE);
        shell.print(`    Server ${index}(${escapeUnsafe(name)})`);
        shell.print(RULE);
        tokens.forEach((token, number) => {
          for (const line of listedLines(token, number)) shell.print(line);
        });
        shell.print(`Num of tokens = ${tokens.length}`);
      },
    );
    if (outcome === 'done') {
      shell.print('');
      shell.print(WORDS.succeeded('listTokens'));
    }
    return outcome;
  },
};

function listedLines(token: ListedToken, number: number): readonly string[] {
  return [
    `-------- Token - ${number} ----------`,
    ...tokenLines(token),
    `Token Validity: ${token.validity} sec`,
    `Required num of approvers : ${token.required}`,
    `Current num of approvals : ${token.approvers.length}`,
    ...token.approvers.map((approver, place) => `Approver-${place}: ${escapeUnsafe(approver)}`),
  ];
}
