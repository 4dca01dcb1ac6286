/**
 * One step from a version of the format to the next, for each kind of document. Pure, and careful: what
 * it is handed comes from a disk and may be anything. What is not as it should be it hands on as it is;
 * the schema of the present version judges the outcome.
 */
export interface Migration {
  /** The state of cluster.json. */
  identity(value: unknown): unknown;
  /** The state of a document in settings/. */
  settings(value: unknown): unknown;
  /** The state of a document in server-N/. */
  server(value: unknown): unknown;
  /** A whole dump. */
  dump(value: unknown): unknown;
}

/** What has a version of the format. */
export type VersionedPart = keyof Migration;
