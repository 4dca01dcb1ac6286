/** A limit that was reached: the HSM holds so many and no more. */
export interface ReachedLimit {
  readonly maximum: number;
}
