/** A process that holds something, so that what one holds that was killed is not held for ever. */
export interface ProcessIdentity {
  readonly bootId: string;
  readonly pidNamespace: string;
  readonly pid: number;
  /** Start time of the process, in clock ticks after boot, as /proc has it. */
  readonly startTime: string;
}
