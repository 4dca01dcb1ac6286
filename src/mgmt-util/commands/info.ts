import { escapeUnsafe } from '../../printable.ts';
import { findServer } from '../server-mode.ts';
import type { ConsoleCommand, NumberedServer, Shell } from '../shell.ts';
import { readWholeNumber, refuseSyntax } from '../syntax.ts';

/** Columns at which the documented row begins its fields; the header puts its `Port` one further. */
const COLUMNS = [8, 32, 48, 56, 72, 96] as const;

const HEADER = layOut(['Id', 'Name', 'Hostname', ' Port', 'State', 'Partition', 'LoginState']);

export const INFO: ConsoleCommand = {
  name: 'info',
  syntax: 'info server <n>',
  summary: 'shows a server: address, state, partition, who is logged in',
  who: 'all users, no log-in needed',
  async run(args, shell) {
    const [what, word] = args;
    const isNumber = readWholeNumber(word) !== undefined;
    if (what !== 'server' || word === undefined || !isNumber || args.length > 2) {
      return refuseSyntax(INFO, shell);
    }
    const server = findServer(word, shell);
    if (server === undefined) return 'refused';
    shell.print(HEADER);
    shell.print(layOut(await fieldsOf(server, shell)));
    return 'done';
  },
};

async function fieldsOf(
  { index, name, server }: NumberedServer,
  { sessions }: Shell,
): Promise<readonly string[]> {
  const reply = await server.execute({ op: 'getHSMInfo' });
  const logIn = sessions.on(server);
  // A PCO is logged in as the CO that it logs in as.
  const type = logIn?.type === 'PCO' ? 'CO' : logIn?.type;
  return [
    String(index),
    escapeUnsafe(name),
    escapeUnsafe(server.hostname),
    String(server.port),
    'Connected',
    reply.ok ? escapeUnsafe(reply.info.partition) : '-',
    logIn === undefined ? 'Not logged in' : `Logged in as '${escapeUnsafe(logIn.name)}(${type})'`,
  ];
}

/** Puts fields at their columns; one that is too long pushes the next on. */
function layOut(fields: readonly string[]): string {
  return fields.reduce((line, field, place) => {
    const column = COLUMNS[place - 1];
    return column === undefined ? field : `${line.padEnd(column - 1)} ${field}`;
  }, '');
}
