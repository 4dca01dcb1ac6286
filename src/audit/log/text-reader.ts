import type { LogEntry, LogOddity } from '../log-event.ts';
import { EventDraft } from './event-draft.ts';
import { readFieldLine } from './field-names.ts';
import { LineSplitter } from './lines.ts';

/** Of a line that is no field's, what is told. */
const SHOWN = 40;

/** The time that CloudWatch puts before each event that it exports to S3. */
const EXPORTED = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z (?=Time\s*:)/;

/** What `mofn hsm log` puts above the log of each server where it prints several. */
const HEADING = /^Log of (server \d{1,3}\(.*\)|the operator):$/;

/** Reads a log as text: events of several lines each, which begin at their `Time:`. */
export class TextLogReader {
  readonly #lines: LineSplitter;
  readonly #onEntry: (entry: LogEntry) => void;
  readonly #placeOfAll: number | undefined;
  #stream: string;
  #draft: EventDraft | undefined;
  #line = 0;
  /** Whether lines without an event were told of already. */
  #isAstray = false;

  /** @param place of everything that is read, where the text is but a part of a file */
  constructor(stream: string, onEntry: (entry: LogEntry) => void, place?: number) {
    this.#stream = stream;
    this.#onEntry = onEntry;
    this.#placeOfAll = place;
    this.#lines = new LineSplitter((line, isCut) => this.#readLine(line, isCut));
  }

  push(text: string): void {
    this.#lines.push(text);
  }

  end(): void {
    this.#lines.end();
    this.#finish(true);
  }

  #readLine(line: string, isCut: boolean): void {
    this.#line += 1;
    const field = readFieldLine(isDigit(line.charCodeAt(0)) ? line.replace(EXPORTED, '') : line);
    if (field === undefined) {
      this.#readOther(line, isCut);
      return;
    }
    if (field.name === 'Time') {
      this.#finish(false);
      this.#draft = new EventDraft(this.#place(), this.#tellOddity);
    }
    if (this.#draft === undefined) this.#tellAstray(line);
    else this.#draft.add(field, this.#place(), isCut);
  }

  #readOther(line: string, isCut: boolean): void {
    const heading = !isCut && line.startsWith('Log of ') ? HEADING.exec(line) : null;
    if (heading?.[1] !== undefined) {
      this.#finish(false);
      this.#stream = heading[1];
    } else if (isCut) {
      this.#tellOddity({ place: this.#place(), code: 'too-long', what: line.slice(0, SHOWN) });
    } else if (this.#draft === undefined && line.trim() !== '') {
      this.#tellAstray(line);
    }
  }

  #finish(isLast: boolean): void {
    const event = this.#draft?.finish(isLast);
    this.#draft = undefined;
    this.#isAstray = false;
    if (event !== undefined) this.#onEntry({ kind: 'event', stream: this.#stream, event });
  }

  #tellAstray(line: string): void {
    if (this.#isAstray) return;
    this.#isAstray = true;
    this.#tellOddity({ place: this.#place(), code: 'no-time', what: line.slice(0, SHOWN) });
  }

  readonly #tellOddity = (oddity: LogOddity): void => {
    this.#onEntry({ kind: 'oddity', stream: this.#stream, oddity });
  };

  #place(): number {
    return this.#placeOfAll ?? this.#line;
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
