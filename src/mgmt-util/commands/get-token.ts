import { emptyTokenFile } from '../../console/empty-token-file.ts';
import type { KeyHandle } from '../../hsm/key-protocol.ts';
import type { OutputFile } from '../../node/console-files.ts';
import { askEachServer } from '../fan-out.ts';
import { readKeyHandle } from '../key-handle.ts';
import type { ConsoleCommand, Outcome, Shell } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { tokenLines } from '../token-lines.ts';
import { WORDS } from '../words.ts';

/**
 * The token file is emptied before any server is asked, as the vendor's sibling tool does: a getToken
 * that fails leaves an empty file behind, and no old token that could be taken for the new one.
 */
export const GET_TOKEN: ConsoleCommand = {
  name: 'getToken',
  syntax: 'getToken <service> <user-name> <token-file> [<key-handle>]',
  summary: 'gets a quorum token from each server and writes them to one file',
  who: 'CO, for itself; CU, for itself and a key (services 5 and 6)',
  async run(args, shell) {
    const service = readWholeNumber(args[0]);
    const [, name, path, word, ...more] = args;
    const key = readKeyHandle(word);
    const isKey = word === undefined || key !== undefined;
    if (service === undefined || name === undefined || path === undefined || !isKey) {
      return refuseSyntax(GET_TOKEN, shell);
    }
    if (more.length > 0) return refuseSyntax(GET_TOKEN, shell);
    const file = await emptyTokenFile(path, shell.files);
    if (file === undefined) {
      shell.print(WORDS.cannotOpen(path));
      shell.note({ code: 'file-not-emptied', path });
      return 'refused';
    }
    try {
      return await getTokens(
        { service, name, ...(key !== undefined && { key }) },
        file,
        path,
        shell,
      );
    } finally {
      file.close();
    }
  },
};

/** What the token is for. */
interface Wanted {
  readonly service: number;
  readonly name: string;
  /** Of a service of keys. The vendor's document says that such a token is of a key, and not how that is typed. */
  readonly key?: KeyHandle;
}

async function getTokens(
  wanted: Wanted,
  file: OutputFile,
  path: string,
  shell: Shell,
): Promise<Outcome> {
  let written = true;
  const outcome = await askEachServer(
    shell,
    'getToken',
    ({ server }) => ({ op: 'getToken', session: shell.sessions.idOn(server), ...wanted }) as const,
    (server, { record, token }) => {
      written = write(file, record) && written;
      shell.printSuccess('getToken', server);
      for (const line of tokenLines(token)) shell.print(line);
    },
  );
  if (written) return outcome;
  shell.print(WORDS.cannotWrite(path));
  shell.note({ code: 'file-not-written', path });
  return 'refused';
}

function write(file: OutputFile, record: Uint8Array): boolean {
  try {
    file.write(record);
    return true;
  } catch {
    return false;
  }
}
