/**
 * What can be found in any file that people write as TOML, a policy or the script of a ceremony: every code, and the
 * values that it comes with. A `path` is of a key, as `people.ada.keys[0].sha256`.
 */

/** Every code of a diagnostic that is of TOML alone, and its values. */
export interface TomlDiagnosticValues {
  'toml-size': { readonly bytes: number; readonly most: number };
  'toml-encoding': object;
  /** Arrays and tables in one another, dotted keys among them. */
  'toml-depth': { readonly most: number };
  /** A text is longer than any that is needed; in characters. */
  'toml-text-size': { readonly most: number };
  'toml-syntax': { readonly problem: TomlProblem };
  'unknown-key': { readonly path: string; readonly nearest: string | undefined };
  'missing-key': { readonly path: string };
  'value-type': { readonly path: string; readonly found: TomlKind; readonly expected: TomlKind };
  'value-form': {
    readonly path: string;
    readonly found: string;
    readonly expected: TomlValueForm;
    readonly nearest: string | undefined;
  };
  /** More of a kind than such a file may have. */
  'too-many': { readonly path: string; readonly most: number };
  'repeated-value': { readonly path: string; readonly value: string };
}

/** What a value of TOML is. */
export type TomlKind =
  | 'string'
  | 'integer'
  | 'float'
  | 'boolean'
  | 'date'
  | 'local-time'
  | 'array'
  | 'table';

/** What a value should look like. */
export type TomlValueForm =
  /** letters, digits, `-` and `_`, at most 64 */
  | 'id'
  | 'user-name'
  /** 64 digits of hex */
  | 'sha256'
  /** as `10m` */
  | 'age'
  | 'requester'
  | 'service'
  /** a whole number of approvals */
  | 'count'
  /** text of one line, not too long, without control characters */
  | 'text'
  | 'file-name'
  /** text of one line or more, for people */
  | 'lines'
  /** a path inside of the folder */
  | 'path'
  /** such a path, and not a name that the folder has for itself */
  | 'unused-path'
  /** the name of a variable of a program's world, but for PATH */
  | 'variable';

/** Where a text stops to be TOML. */
export type TomlProblem =
  | 'string-end'
  | 'table-key-end'
  | 'array-end'
  | 'inline-table-end'
  | 'no-key'
  | 'newline'
  | 'equals-sign'
  | 'value'
  | 'comma'
  | 'duplicate-key'
  | 'character'
  | 'control-character'
  | 'one-line'
  | 'underscore'
  | 'quotes'
  | 'date'
  | 'leading-zero'
  | 'trailing-comma'
  | 'escape'
  | 'dots'
  | 'toml';
