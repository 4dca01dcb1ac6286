import { emptyTokenFile } from '../../console/empty-token-file.ts';
import type { OutputFile } from '../../node/console-files.ts';
import { askEachServer } from '../fan-out.ts';
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
  syntax: 'getToken <service> <user-name> <token-file>',
  summary: 'gets a quorum token from each server and writes them to one file',
  who: 'CO, for itself',
  async run(args, shell) {
    const service = readWholeNumber(args[0]);
    const [, name, path] = args;
    if (service === undefined || name === undefined || path === undefined || args.length > 3) {
      return refuseSyntax(GET_TOKEN, shell);
    }
    const file = await emptyTokenFile(path, shell.files);
    if (file === undefined) {
      shell.print(WORDS.cannotOpen(path));
      shell.note({ code: 'file-not-emptied', path });
      return 'refused';
    }
    try {
      return await getTokens(service, name, file, path, shell);
    } finally {
      file.close();
    }
  },
};

async function getTokens(
  service: number,
  name: string,
  file: OutputFile,
  path: string,
  shell: Shell,
): Promise<Outcome> {
  let written = true;
  const outcome = await askEachServer(
    shell,
    'getToken',
    ({ server }) =>
      ({ op: 'getToken', session: shell.sessions.idOn(server), service, name }) as const,
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
