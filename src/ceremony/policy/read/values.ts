/** What the values of a policy look like. */
import { SERVICES } from '../../../token/service.ts';
import { canonicalUserName } from '../../../token/user-name.ts';
import { type Fields, refuseForm } from '../../toml/fields.ts';
import type { Found } from '../../toml/report.ts';
import type { ValidTime } from '../policy.ts';
import type { Report } from './report.ts';

export function readUserName(found: Found<string>, report: Report): string | undefined {
  return canonicalUserName(found.value) ?? refuseForm(found, 'user-name', report);
}

export function readSha256(found: Found<string>, report: Report): string | undefined {
  return /^[0-9a-fA-F]{64}$/.test(found.value)
    ? found.value.toLowerCase()
    : refuseForm(found, 'sha256', report);
}

/** Names that a service has, besides its number. */
const SERVICE_NAMES: readonly string[] = SERVICES.flatMap(({ name, sdk5 }) =>
  sdk5 === undefined ? [name] : [sdk5.name, name],
);

/**
 * A service, as either console names it: `user-management`, `USER_MGMT`, `3`.
 *
 * @returns its number
 */
export function readService(found: Found<string>, report: Report): number | undefined {
  const { value } = found;
  const service = SERVICES.find(({ number, name, sdk5 }) =>
    [String(number), name, sdk5?.name].includes(value),
  );
  return service?.number ?? refuseForm(found, 'service', report, SERVICE_NAMES);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** As `90s`, `10m`, `2h` or `1d`. @returns seconds */
export function readAge(found: Found<string>, report: Report): number | undefined {
  const [, digits = '', unit = ''] = /^([1-9][0-9]{0,5})([smhd])$/.exec(found.value) ?? [];
  const seconds = Number(digits) * (SECONDS[unit] ?? 0);
  return seconds > 0 ? seconds : refuseForm(found, 'age', report);
}

/** `from` and `until` of a table. */
export function readValidTime(fields: Fields, report: Report): ValidTime {
  const from = fields.date('from');
  const until = fields.date('until');
  if (from !== undefined && until !== undefined && from.value >= until.value) {
    report.add('valid-time', { path: until.path }, until.span);
  }
  return { from: from?.value, until: until?.value };
}
