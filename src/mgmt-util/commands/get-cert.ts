import { openKeyAnswer } from '../key-answer.ts';
import { requireServerMode } from '../server-mode.ts';
import type { ConsoleCommand } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';
import { WORDS } from '../words.ts';

export const GET_CERT: ConsoleCommand = {
  name: 'getCert',
  syntax: 'getCert <file-name> <certificate-type>',
  summary: 'in server mode, writes a certificate of this server to a file',
  who: 'all users, no log-in needed',
  async run(args, shell) {
    const [path] = args;
    const type = readWholeNumber(args[1]);
    if (path === undefined || type === undefined || args.length > 2) {
      return refuseSyntax(GET_CERT, shell);
    }
    const entered = requireServerMode('getCert', shell);
    if (entered === undefined) return 'refused';
    const reply = await entered.server.execute({ op: 'getCertificate', type });
    if (!reply.ok) {
      shell.printRefusal('getCert', reply);
      shell.print(WORDS.notDone('getCert'));
      return 'refused';
    }
    const answer = await openKeyAnswer(path, shell);
    if (answer === undefined) return 'refused';
    answer.print(reply.certificate.trimEnd());
    if (!answer.close()) return 'refused';
    // The page writes it so, and no other success of the console.
    shell.print('getCert Success');
    return 'done';
  },
};
