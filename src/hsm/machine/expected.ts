import type { Expected, ExpectedCode, ExpectedValues } from '../../failure-codes/shape-detail.ts';

/**
 * What a value should be, in the place where a schema has its messages: a validator carries texts, so the
 * code and its values travel as JSON.
 *
 * @example
 * expected('hex', { digits: 64 }); // '{"code":"hex","digits":64}'
 */
export function expected<Code extends ExpectedCode>(
  code: Code,
  ...[values]: object extends ExpectedValues[Code]
    ? [values?: ExpectedValues[Code]]
    : [values: ExpectedValues[Code]]
): string {
  return JSON.stringify({ code, ...values });
}

/** @returns nothing where a message is of the validator itself */
export function readExpected(message: string): Expected | undefined {
  return message.startsWith('{') ? (JSON.parse(message) as Expected) : undefined;
}
