import { encodeJson, escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../../words/count-noun.ts';
import type { Context, OutputStream, World } from '../context.ts';
import type { Line, Painted, Printer } from '../printer.ts';
import { wantsColour } from './colour.ts';
import { createDefuser } from './defuse.ts';
import { encodeWorkflowCommand } from './workflow-command.ts';

/** Longest line that is shown, in characters before they are escaped. The rest is counted. */
const LONGEST_LINE = 16_384;

/** Puts the printers before the streams. */
export async function createContext(world: World): Promise<Context> {
  return {
    ...world,
    stdout: await createPrinter(world.stdout, world.env),
    stderr: await createPrinter(world.stderr, world.env),
  };
}

/** The one way from a command to a stream. */
async function createPrinter(
  stream: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Printer> {
  const colours = wantsColour(stream, env) ? await import('./apply-paint.ts') : undefined;
  const defuse = createDefuser(env);
  const render = (line: Line): string => {
    const pieces = cutLine(typeof line === 'string' ? [line] : line);
    if (colours === undefined) return defuse(pieces.map(plainText).join(''));
    return pieces
      .map((piece) => {
        const text = defuse(plainText(piece));
        return typeof piece === 'string' ? text : colours.applyPaint(piece.paint, text);
      })
      .join('');
  };
  const printer: Printer = {
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.columns;
    },
    printLine: (line) => printer.printLines([line]),
    printLines(lines) {
      if (lines.length > 0) stream.write(`${lines.map(render).join('\n')}\n`);
    },
    printPrompt: (text) => stream.write(render(text)),
    printProgress: (text) => stream.write(`\r${render(text)}`),
    printJson: (value, indent) => stream.write(`${encodeJson(value, indent)}\n`),
    printWorkflowCommand: (command) => stream.write(`${encodeWorkflowCommand(command)}\n`),
    writeDeviceText: (text) => stream.write(text.split('\n').map(defuse).join('\n')),
    writeData: (data) => stream.write(data),
  };
  return printer;
}

function plainText(piece: string | Painted): string {
  return escapeUnsafe(typeof piece === 'string' ? piece : piece.text);
}

function cutLine(pieces: readonly (string | Painted)[]): readonly (string | Painted)[] {
  const length = pieces.reduce((sum, piece) => sum + textOf(piece).length, 0);
  if (length <= LONGEST_LINE) return pieces;
  let left = LONGEST_LINE;
  const kept = pieces.map((piece) => {
    const text = textOf(piece).slice(0, left);
    left -= text.length;
    return typeof piece === 'string' ? text : { ...piece, text };
  });
  return [...kept, `… (${countNoun(length - LONGEST_LINE, 'character')} more)`];
}

function textOf(piece: string | Painted): string {
  return typeof piece === 'string' ? piece : piece.text;
}
