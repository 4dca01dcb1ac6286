import Tokenizer from '@streamparser/json/tokenizer.js';

import { Failure } from '../../failure.ts';
import type { LogJsonProblem } from '../../failure-codes/audit-log.ts';
import type { LogEntry, LogOddityCode } from '../log-event.ts';
import { type JsonScalar, JsonWalk } from './json-walk.ts';
import { TextLogReader } from './text-reader.ts';

/** Bytes that a token has at most; each character of a string may be written with six. */
const LONGEST_TOKEN = 8 << 20;

/** Bytes of a string that are put together before they become one: an event's, and that is twice as fast. */
const BUFFER_SIZE = 1 << 16;

/** What is known of a member of `events` while it is read. */
interface Member {
  isObject: boolean;
  stream: string | undefined;
  isStreamOdd: boolean;
  message: string | undefined;
}

/**
 * Reads what `aws logs filter-log-events` and `aws logs get-log-events` print: an object with an array `events`,
 * or that array alone (`--query events`), each member with one event's lines in `message`. What else is there
 * (`nextToken`, `searchedLogStreams`) is of no concern.
 */
export class JsonLogReader {
  readonly #tokenizer = new Tokenizer({ stringBufferSize: BUFFER_SIZE });
  readonly #stream: string;
  readonly #onEntry: (entry: LogEntry) => void;
  readonly #walk: JsonWalk;
  /** How deep the members of `events` stand. */
  #memberDepth: number | undefined;
  #hasEvents = false;
  #member: Member | undefined;
  #event = 0;
  #isReading = false;
  /** Bytes since a token ended. */
  #silence = 0;

  /** @param stream that of each event which does not name its own */
  constructor(stream: string, onEntry: (entry: LogEntry) => void) {
    this.#stream = stream;
    this.#onEntry = onEntry;
    this.#walk = new JsonWalk({
      open: (kind, depth, key) => this.#open(kind, depth, key),
      close: (depth) => this.#close(depth),
      scalar: (value, depth, key) => this.#readScalar(value, depth, key),
      refuse: (problem) => this.#refuse(problem),
    });
    this.#tokenizer.onToken = ({ token, value }) => {
      this.#silence = -1;
      this.#isReading = true;
      this.#walk.read(token, value);
      this.#isReading = false;
    };
    this.#tokenizer.onError = (error) => {
      // What was thrown while a token was read is ours, or of whoever gets the entries.
      if (this.#isReading) throw error;
      this.#refuse({ code: 'syntax' });
    };
  }

  /** @throws Failure `log-json` */
  push(piece: Uint8Array | string): void {
    const before = this.#silence;
    this.#silence = 0;
    this.#tokenizer.write(piece);
    this.#silence = this.#silence === -1 ? 0 : before + piece.length;
    if (this.#silence > LONGEST_TOKEN) this.#refuse({ code: 'too-long' });
  }

  /** @throws Failure `log-json` */
  end(): void {
    if (!this.#walk.isDone) this.#refuse({ code: 'cut-short' });
    this.#tokenizer.end();
    if (!this.#hasEvents) this.#refuse({ code: 'no-events' });
  }

  #open(kind: 'object' | 'array', depth: number, key: string | undefined): void {
    if (depth === this.#memberDepth) this.#beginMember(kind === 'object');
    const isEvents = (depth === 0 && key === undefined) || (depth === 1 && key === 'events');
    if (kind === 'array' && isEvents && !this.#hasEvents) {
      this.#hasEvents = true;
      this.#memberDepth = depth + 1;
    }
  }

  #close(depth: number): void {
    if (depth === this.#memberDepth) this.#endMember();
    else if (this.#memberDepth !== undefined && depth < this.#memberDepth) {
      this.#memberDepth = undefined;
    }
  }

  #readScalar(value: JsonScalar, depth: number, key: string | undefined): void {
    if (depth === this.#memberDepth) {
      this.#beginMember(false);
      this.#endMember();
      return;
    }
    const member = this.#member;
    if (member?.isObject !== true || depth - 1 !== this.#memberDepth) return;
    if (key === 'message' && typeof value === 'string') member.message = value;
    if (key !== 'logStreamName') return;
    if (typeof value === 'string') member.stream = value;
    else member.isStreamOdd = true;
  }

  #beginMember(isObject: boolean): void {
    this.#event += 1;
    this.#member = { isObject, stream: undefined, isStreamOdd: false, message: undefined };
  }

  #endMember(): void {
    const member = this.#member;
    this.#member = undefined;
    const stream = member?.stream ?? this.#stream;
    const message = member?.message ?? '';
    if (member?.isStreamOdd === true) this.#tell(stream, 'bad-field', 'logStreamName');
    else if (message.trim() === '') this.#tell(stream, 'no-message', 'message');
    else {
      const reader = new TextLogReader(stream, this.#onEntry, this.#event);
      reader.push(message);
      reader.end();
    }
  }

  #tell(stream: string, code: LogOddityCode, what: string): void {
    this.#onEntry({ kind: 'oddity', stream, oddity: { place: this.#event, code, what } });
  }

  #refuse(problem: LogJsonProblem): never {
    throw new Failure('log-json', { stream: this.#stream, event: this.#event, problem });
  }
}
