import type { ClusterConnection } from '../../src/hsm/protocol.ts';
import { Console, type ConsoleOptions } from '../../src/mgmt-util/console.ts';

type Options = Omit<Partial<ConsoleOptions>, 'cluster' | 'input' | 'output'>;

/** Pieces as a stream hands them over: each is one read. */
export async function* piecesOf(
  ...pieces: readonly (string | Uint8Array)[]
): AsyncIterable<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece as Uint8Array);
}

/** What a whole console prints for what is piped into it. */
export async function runPiped(
  cluster: ClusterConnection,
  input: string,
  options: Options = {},
): Promise<string> {
  let printed = '';
  const output = {
    write: (text: string) => {
      printed += text;
    },
  };
  await new Console({ cluster, input: piecesOf(input), output, ...options }).run();
  return printed;
}

/** Three lines before the first server, and three for each: its two, and an empty one between servers. */
function startUpLines({ servers }: ClusterConnection): number {
  return 2 + 3 * servers.length;
}

/** The same without start-up lines and farewell. */
export async function runSession(
  cluster: ClusterConnection,
  input: string,
  options: Options = {},
): Promise<string> {
  const printed = await runPiped(cluster, input, options);
  return printed
    .split('\n')
    .slice(startUpLines(cluster))
    .join('\n')
    .replace(/\n{1,2}disconnecting from servers, please wait...\n$/, '');
}

/** What a console on a terminal prints when this is typed; raw mode's `\n` stays `\n`. */
export async function runTyped(
  cluster: ClusterConnection,
  pieces: readonly (string | Uint8Array)[],
  options: Options & { readonly columns?: number } = {},
): Promise<string> {
  let printed = '';
  const modes: boolean[] = [];
  const { columns, ...rest } = options;
  await new Console({
    cluster,
    input: piecesOf(...pieces),
    output: {
      write: (text: string) => {
        printed += text;
      },
    },
    terminal: { setRawMode: (on) => modes.push(on), columns },
    ...rest,
  }).run();
  if (modes.join() !== 'true,false') throw new Error(`raw mode was set to ${modes.join()}`);
  return printed.split('\n').slice(startUpLines(cluster)).join('\n');
}
