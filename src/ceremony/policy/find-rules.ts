import { SERVICES } from '../../token/service.ts';
import { isCovered, matchesPattern } from '../operation/match-operation.ts';
import type { Operation, OperationPattern } from '../operation/operation.ts';
import type { Policy, PolicyRule } from './policy.ts';

/**
 * The first rule that means an operation.
 *
 * @param service number of the token's service
 */
export function findRule(
  { rules }: Policy,
  operation: Operation,
  service: number,
): PolicyRule | undefined {
  return rules.find(
    (rule) =>
      isOfService(rule, service) &&
      rule.operations.some((pattern) => matchesPattern(operation, pattern)),
  );
}

/** Every rule that is about something that tokens of a service let through. */
export function listRulesOfService({ rules }: Policy, service: number): readonly PolicyRule[] {
  return rules.filter(
    (rule) =>
      isOfService(rule, service) &&
      rule.operations.some((pattern) => isPatternOfService(pattern, service)),
  );
}

/** Numbers of the services whose tokens a rule is about. */
export function listServicesOfRule({ service, operations }: PolicyRule): readonly number[] {
  return SERVICES.map(({ number }) => number).filter(
    (number) =>
      (service === undefined || service === number) &&
      // What a rule about everything says of a service that lets nothing through is no matter.
      operations.some((pattern) => isPatternOfService(pattern, number)),
  );
}

function isOfService(rule: PolicyRule, service: number): boolean {
  return rule.service === undefined || rule.service === service;
}

function isPatternOfService({ op, arguments: values }: OperationPattern, service: number): boolean {
  if (op === undefined) return true;
  return isCovered({ op, arguments: values }, SERVICES[service]?.code);
}
