import { askEachServer } from '../fan-out.ts';
import type { ConsoleCommand, Shell } from '../shell.ts';
import { refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

const RECORD_BYTES = 80;
/** As many records as an approval file may name. */
const MOST_RECORDS = 32;

/** Its arguments are documented for the vendor's sibling tool only, which has `-tf FILE` and `-f 4`. */
export const DEL_TOKEN: ConsoleCommand = {
  name: 'delToken',
  syntax: 'delToken <token-file | -tf token-file | -f 4>',
  summary: 'deletes the tokens of a token file, or with -f 4 all of your own',
  who: 'CO, CU',
  async run(args, shell) {
    const [first, second] = args;
    const named = first === '-tf' ? second : first;
    const words = first === '-tf' || first === '-f' ? 2 : 1;
    if (named === undefined || args.length !== words) return refuseSyntax(DEL_TOKEN, shell);
    if (first === '-f' && second !== '4') return refuseSyntax(DEL_TOKEN, shell);
    const tokens = first === '-f' ? 'all' : readTokens(named, shell);
    if (tokens === undefined) return 'refused';
    return askEachServer(
      shell,
      'delToken',
      ({ server }) => ({ op: 'delToken', session: shell.sessions.idOn(server), tokens }) as const,
      (server) => shell.printSuccess('delToken', server),
    );
  },
};

function readTokens(path: string, shell: Shell): Uint8Array | undefined {
  const file = shell.files.open(path, MOST_RECORDS * RECORD_BYTES);
  if (file === undefined) {
    shell.print(WORDS.cannotOpen(path));
    shell.note({ code: 'file-not-opened', path });
    return undefined;
  }
  const whole = file.size > 0 && file.size % RECORD_BYTES === 0 && file.start.length === file.size;
  if (whole) return file.start;
  shell.print(WORDS.improperToken);
  shell.note({ code: 'no-token-file', path });
  return undefined;
}
