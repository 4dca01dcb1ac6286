import { quotePath } from '../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../command-failure.ts';
import { quoted } from '../../input/read-file.ts';

/** A token file of the newer command line, where only the classic approval file will do. */
export function refuseTokenFile(path: string): CommandFailure {
  const name = path === '-' ? 'standard input' : quoted(path);
  const file = quotePath(path === '-' ? 'FILE' : path);
  return new CommandFailure(
    'file',
    `${name} is a token file of the newer command line: it is itself the approval file, and holds the signatures`,
    `"mofn approval add ${file} NAME=SIGFILE --write" puts an approval in, and "mofn approval convert ${file} --to classic --out-dir DIR" makes a classic one of it`,
  );
}
