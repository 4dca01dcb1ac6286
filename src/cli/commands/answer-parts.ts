/**
 * What answers in JSON are made of. Each command with --json has an `answer.ts`: a schema of its answer,
 * from which comes the type that its `run.ts` is held to, and the table of members in docs/cli.md. The
 * tests hold real answers to it. Nothing of it is loaded when a command runs.
 */
import * as v from 'valibot';

/** One kind of answer that a command has. */
export interface Answer {
  /** When it is this one, where there are several: `of one file`. */
  readonly when?: string;
  readonly schema: v.GenericSchema;
}

/** A member, and what the docs say of it. */
export function told<const S extends v.GenericSchema>(schema: S, what: string) {
  return v.pipe(schema, v.description(what));
}

/** The first member of every answer: a number that changes when a member changes its meaning or goes. */
export const SCHEMA_VERSION = told(
  v.literal(1),
  'changes when a member changes its meaning or goes',
);

export const text = (what: string) => told(v.string(), what);
export const count = (what: string) => told(v.pipe(v.number(), v.integer()), what);
export const flag = (what: string) => told(v.boolean(), what);

const ISO_TIME = /^(\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;

/** A point in time, ISO 8601 in UTC. */
export const time = (what: string) =>
  told(v.pipe(v.string(), v.regex(ISO_TIME), v.title('time')), what);

/** 32 bytes in lower-case hex. */
export const sha256 = (what: string) =>
  told(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/), v.title('hex')), what);

export const orNull = <const S extends v.GenericSchema>(schema: S) => v.nullable(schema);

export const list = <const S extends v.GenericSchema>(schema: S, what: string) =>
  v.pipe(v.array(schema), v.readonly(), v.description(what));

export const texts = (what: string) => list(v.string(), what);
export const counts = (what: string) => list(v.number(), what);
