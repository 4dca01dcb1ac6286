/** Why some words name no operation. */
export type OperationProblem =
  | { readonly code: 'empty' }
  /** a quotation is not ended, or a backslash ends the text */
  | { readonly code: 'open-quote' }
  | {
      readonly code: 'unknown-command';
      readonly command: string;
      /** The nearest that there is, in words. */
      readonly nearest: string | undefined;
      /** Commands that begin with the same word, in words. */
      readonly others?: readonly string[];
    }
  /** a password stands where none may; it is not told */
  | { readonly code: 'password'; readonly command: string }
  | { readonly code: 'missing'; readonly command: string; readonly argument: string }
  | { readonly code: 'extra'; readonly command: string; readonly word: string }
  /** `expected` is the kind of the argument */
  | {
      readonly code: 'value';
      readonly command: string;
      readonly argument: string;
      readonly found: string;
      readonly expected: OperationArgumentKind;
    }
  | {
      readonly code: 'unknown-option';
      readonly command: string;
      readonly option: string;
      readonly nearest: string | undefined;
    }
  | { readonly code: 'option-twice'; readonly command: string; readonly option: string }
  | { readonly code: 'option-without-value'; readonly command: string; readonly option: string };

/** What a value of an operation is, and so how it is written in each console. */
export type OperationArgumentKind =
  /** `CO` or `CU`; `admin` or `crypto-user` */
  | 'user-type'
  /** in small letters, as the HSM keeps it */
  | 'user-name'
  /** a service by its code: 3, 4 and 7; `user`, `quorum` and `cluster` */
  | 'service'
  /** a whole number from 1, in decimal */
  | 'm'
  /** of `set-enforcement`: `none` or `cluster` */
  | 'level'
  /** any other words */
  | 'text';
