import TokenType from '@streamparser/json/utils/types/tokenType.js';

import type { LogJsonProblem } from '../../failure-codes/audit-log.ts';

/** What stands in JSON, as it comes along; keys are those of the object that a value is in. */
export interface JsonVisitor {
  readonly open: (kind: 'object' | 'array', depth: number, key: string | undefined) => void;
  readonly close: (depth: number) => void;
  readonly scalar: (value: JsonScalar, depth: number, key: string | undefined) => void;
  /** Has to throw. */
  readonly refuse: (problem: LogJsonProblem) => never;
}

export type JsonScalar = string | number | boolean | null;

/** What may come next. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

interface Container {
  /** Of an object, those that were there. */
  readonly keys: Set<string> | undefined;
  key: string | undefined;
  expected: Expected;
}

/** What `aws logs` prints has three levels, six keys and short ones. */
const DEEPEST = 32;
const MOST_KEYS = 256;
/** Characters of a string; CloudWatch takes events of a MiB at most. */
const LONGEST_STRING = 1 << 20;

/**
 * Follows the tokens of JSON and holds nothing but the keys of the objects that are open. Each key of an object
 * stands once, and none is `__proto__`, as in {@link parseStrictJson}.
 */
export class JsonWalk {
  readonly #visitor: JsonVisitor;
  readonly #open: Container[] = [];
  #isDone = false;

  constructor(visitor: JsonVisitor) {
    this.#visitor = visitor;
  }

  /** Whether one whole value was there, and nothing is open. */
  get isDone(): boolean {
    return this.#isDone;
  }

  read(token: TokenType, value: unknown): void {
    if (this.#isDone) this.#visitor.refuse({ code: 'syntax' });
    switch (token) {
      case TokenType.LEFT_BRACE:
        this.#openContainer(new Set(), 'key-or-end');
        break;
      case TokenType.LEFT_BRACKET:
        this.#openContainer(undefined, 'value-or-end');
        break;
      case TokenType.RIGHT_BRACE:
        this.#closeContainer(true);
        break;
      case TokenType.RIGHT_BRACKET:
        this.#closeContainer(false);
        break;
      case TokenType.COLON:
        this.#expect('colon').expected = 'value';
        break;
      case TokenType.COMMA: {
        const container = this.#expect('comma-or-end');
        container.expected = container.keys === undefined ? 'value' : 'key';
        break;
      }
      default:
        this.#readScalar(value as JsonScalar);
    }
  }

  #openContainer(keys: Set<string> | undefined, expected: Expected): void {
    const key = this.#beginValue();
    if (this.#open.length === DEEPEST) this.#visitor.refuse({ code: 'too-deep' });
    this.#visitor.open(keys === undefined ? 'array' : 'object', this.#open.length, key);
    this.#open.push({ keys, key: undefined, expected });
  }

  #closeContainer(isObject: boolean): void {
    const container = this.#open.at(-1);
    const isEnd = container?.expected.endsWith('-or-end') ?? false;
    if (container === undefined || !isEnd || (container.keys !== undefined) !== isObject) {
      this.#visitor.refuse({ code: 'syntax' });
    }
    this.#open.pop();
    this.#visitor.close(this.#open.length);
    this.#isDone = this.#open.length === 0;
  }

  #readScalar(value: JsonScalar): void {
    if (typeof value === 'string' && value.length > LONGEST_STRING) {
      this.#visitor.refuse({ code: 'too-long' });
    }
    const container = this.#open.at(-1);
    if (container?.expected.startsWith('key') === true) {
      this.#readKey(container, value);
      return;
    }
    const key = this.#beginValue();
    this.#visitor.scalar(value, this.#open.length, key);
    this.#isDone = this.#open.length === 0;
  }

  #readKey(container: Container, value: JsonScalar): void {
    if (typeof value !== 'string') this.#visitor.refuse({ code: 'syntax' });
    const { keys } = container;
    if (value === '__proto__') this.#visitor.refuse({ code: 'proto-key' });
    if (keys?.has(value) === true) this.#visitor.refuse({ code: 'key-twice', key: value });
    if (keys?.size === MOST_KEYS) this.#visitor.refuse({ code: 'too-deep' });
    keys?.add(value);
    container.key = value;
    container.expected = 'colon';
  }

  /** A value may stand here, and what may stand behind it is what comes next. */
  #beginValue(): string | undefined {
    const container = this.#open.at(-1);
    if (container === undefined) return undefined;
    if (!container.expected.startsWith('value')) this.#visitor.refuse({ code: 'syntax' });
    container.expected = 'comma-or-end';
    return container.key;
  }

  #expect(expected: Expected): Container {
    const container = this.#open.at(-1);
    if (container?.expected !== expected) this.#visitor.refuse({ code: 'syntax' });
    return container;
  }
}
