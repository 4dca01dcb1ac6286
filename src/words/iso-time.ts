/**
 * A time as ISO 8601 writes it, in UTC: what a token's seconds are to people and in every answer.
 *
 * @param seconds since 1970-01-01 UTC
 * @returns null where no calendar has that time: tokens may hold any number
 * @example
 * formatIsoTime(1767268800); // '2026-01-01T12:00:00Z'
 */
export function formatIsoTime(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}
