import { History, HistoryWalk } from './history.ts';
import { InputPieces } from './input-pieces.ts';
import { type EditingKey, type Key, takeKey } from './keys.ts';
import { LineEditor } from './line-editor.ts';
import {
  type Completer,
  type ConsoleInput,
  type ConsoleOutput,
  type ConsoleTerminal,
  type LinePurpose,
  type LineReader,
  type LineReading,
  LONGEST_LINE,
} from './line-reader.ts';
import { TabKey } from './tab-key.ts';

const CONTROL_C = '\x03';
/** Characters that are taken while nothing reads them; the terminal keeps what comes behind. */
const MOST_TYPED_AHEAD = 1 << 20;

/**
 * Lines from a terminal in raw mode. What is typed is echoed when it is read, not when it arrives, so
 * that a script which types ahead sees each line behind its prompt.
 */
export class TerminalLines implements LineReader {
  readonly #pieces: InputPieces;
  readonly #output: ConsoleOutput;
  readonly #terminal: ConsoleTerminal;
  readonly #history = new History();
  #typed = '';
  #arriving: Promise<string> | undefined;
  #afterReturn = false;

  constructor(input: ConsoleInput, output: ConsoleOutput, terminal: ConsoleTerminal) {
    this.#pieces = new InputPieces(input);
    this.#output = output;
    this.#terminal = terminal;
    terminal.setRawMode(true);
  }

  async read(prompt: string, purpose: LinePurpose, complete?: Completer): Promise<LineReading> {
    this.#output.write(prompt);
    const reading =
      purpose === 'secret'
        ? await this.#readSecret()
        : await this.#readEdited(prompt, purpose, complete);
    // What an empty answer is told stands behind the question, as over a pipe.
    const isEmptyAnswer = purpose === 'answer' && reading.kind === 'line' && reading.text === '';
    if (reading.kind !== 'end' && !isEmptyAnswer) this.#output.write('\n');
    return reading;
  }

  remember(line: string): void {
    this.#history.remember(line);
  }

  watch(interrupted: () => void): () => void {
    let watching = true;
    const look = async (): Promise<void> => {
      while (watching && !this.#pieces.ended && this.#typed.length < MOST_TYPED_AHEAD) {
        const piece = await this.#readPiece();
        const last = piece.lastIndexOf(CONTROL_C);
        if (!watching || last === -1) continue;
        this.#typed = piece.slice(last + 1);
        this.#output.write('^C\n');
        interrupted();
        return;
      }
    };
    // What goes wrong with the input is told to whoever reads the next line.
    look().catch(() => undefined);
    return () => {
      watching = false;
    };
  }

  end(): void {
    this.#typed = '';
    this.#pieces.end();
  }

  async close(): Promise<void> {
    this.#terminal.setRawMode(false);
    await this.#pieces.close();
  }

  async #readSecret(): Promise<LineReading> {
    let characters: string[] = [];
    for (;;) {
      const key = await this.#nextKey();
      if (key === undefined) return { kind: 'end' };
      if (typeof key === 'object') {
        characters = [...characters, ...key.text].slice(0, LONGEST_LINE + 1);
      } else if (key === 'enter') return { kind: 'line', text: characters.join('') };
      else if (key === 'interrupt') return { kind: 'interrupt' };
      else if (key === 'end-of-input' && characters.length === 0) return { kind: 'end' };
      else if (key === 'backspace') characters.pop();
      else if (key === 'kill-line') characters = [];
    }
  }

  async #readEdited(
    prompt: string,
    purpose: LinePurpose,
    complete: Completer | undefined,
  ): Promise<LineReading> {
    const columns = () => this.#terminal.columns || Number.POSITIVE_INFINITY;
    const editor = new LineEditor(prompt, columns);
    const tab = complete === undefined ? undefined : new TabKey(editor, complete, columns);
    const history = purpose === 'command' ? this.#history.walk() : new HistoryWalk([]);
    for (;;) {
      const key = await this.#nextKey(tab !== undefined);
      if (key === undefined) return { kind: 'end' };
      if (key === 'complete') {
        if (tab !== undefined) this.#output.write(await tab.press());
        continue;
      }
      tab?.release();
      if (typeof key === 'object') {
        const capacity = LONGEST_LINE + 1 - editor.length;
        if (capacity > 0) this.#output.write(editor.insert(key.text, capacity));
      } else if (key === 'enter') return { kind: 'line', text: editor.text };
      else if (key === 'interrupt') {
        this.#output.write('^C');
        return { kind: 'interrupt' };
      } else if (key === 'end-of-input' && editor.length === 0) return { kind: 'end' };
      else this.#output.write(edit(editor, key, history));
    }
  }

  async #nextKey(completes: boolean = false): Promise<Key | undefined> {
    for (;;) {
      // Where a script ends its lines with both, the two are one Enter, even if they come apart.
      if (this.#afterReturn && this.#typed.startsWith('\n')) this.#typed = this.#typed.slice(1);
      const taken = this.#typed === '' ? undefined : takeKey(this.#typed, completes);
      if (taken === undefined) {
        if (this.#pieces.ended) return undefined;
        await this.#readPiece();
        continue;
      }
      this.#afterReturn = this.#typed.startsWith('\r');
      this.#typed = this.#typed.slice(taken.length);
      if (taken.key !== undefined) return taken.key;
    }
  }

  /** Waits for what is typed next; a watch and a reader may both wait for it. */
  #readPiece(): Promise<string> {
    this.#arriving ??= this.#takePiece().finally(() => {
      this.#arriving = undefined;
    });
    return this.#arriving;
  }

  async #takePiece(): Promise<string> {
    const piece = (await this.#pieces.next()) ?? '';
    this.#typed += piece;
    return piece;
  }
}

function edit(editor: LineEditor, key: EditingKey, history: HistoryWalk): string {
  switch (key) {
    case 'backspace':
      return editor.removeBefore();
    case 'delete':
    case 'end-of-input':
      return editor.removeAfter();
    case 'left':
      return editor.moveBy(-1);
    case 'right':
      return editor.moveBy(1);
    case 'home':
      return editor.moveTo(0);
    case 'end':
      return editor.moveTo(editor.length);
    case 'kill-line':
      return editor.removeLine();
    case 'kill-rest':
      return editor.removeRest();
    case 'kill-word':
      return editor.removeWord();
    case 'redraw':
      return editor.redraw();
    case 'up':
    case 'down': {
      const line = history.step(key === 'up' ? -1 : 1, () => editor.text);
      return line === undefined ? '' : editor.replace(line);
    }
    default:
      return '';
  }
}
