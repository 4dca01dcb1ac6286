/**
 * Times as a request has them: RFC 3339, in UTC, whole seconds, years of four digits; one text for each time.
 */
const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** 9999-12-31T23:59:59Z. */
const LATEST = 253_402_300_799;

/**
 * @returns seconds since 1970-01-01 UTC; nothing where it is no such text, as without a zone
 * @example
 * readInstant('2026-11-29T08:00:00Z'); // 1795939200
 */
export function readInstant(text: string): number | undefined {
  if (!FORM.test(text)) return undefined;
  const seconds = Date.parse(text) / 1000;
  return isInstant(seconds) && writeInstant(seconds) === text ? seconds : undefined;
}

/**
 * The reverse of {@link readInstant}.
 *
 * @param seconds a whole number that {@link isInstant}
 */
export function writeInstant(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

/** Whether a request can have that time. */
export function isInstant(seconds: number): boolean {
  return Number.isSafeInteger(seconds) && seconds >= 0 && seconds <= LATEST;
}

/** Whether a text is a time as {@link readInstant} takes it. */
export function isInstantText(text: string): boolean {
  return readInstant(text) !== undefined;
}
