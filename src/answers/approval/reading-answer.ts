/** A reading as it is shown: values are text where their bytes are UTF-8, else a character a byte. */
export interface ShownReading {
  readonly file: string;
  readonly multiTokenFilePath: string;
  readonly tokenFilePath: string;
  readonly numberOfApprovals: number;
  readonly approvers: readonly {
    readonly type: number;
    readonly name: string;
    readonly file: string;
  }[];
  /** In the device's own words; none as written. */
  readonly warnings: readonly string[];
  /** Why the device reads no further; always null as written. */
  readonly error: string | null;
}

/** What `mofn approval show --json` answers of a file. */
export interface ShowAnswer extends ShownReading {
  readonly schemaVersion: 1;
  readonly format: 'classic' | 'sdk5';
}
