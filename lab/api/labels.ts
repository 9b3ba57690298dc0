/** Labels and label selectors, by Hetzner's rules (API reference, "Labels" and "Label Selector"). */
import { invalidInput } from './errors.ts';

export type Labels = Readonly<Record<string, string>>;

const name = /^[a-z0-9A-Z](?:[-a-z0-9A-Z_.]{0,61}[a-z0-9A-Z])?$/;
const prefix = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/i;

const isKey = (key: string): boolean => {
  const [first, second, ...rest] = key.split('/');
  if (rest.length > 0 || first === undefined) return false;
  return second === undefined ? name.test(first) : prefix.test(first) && name.test(second);
};

/** What is wrong with these labels, one sentence each; empty when nothing is. */
export function labelFaults(labels: Labels): string[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const faults: string[] = [];
    if (!isKey(key)) faults.push(`label key '${key}' is not correctly formatted`);
    if (value !== '' && !name.test(value))
      faults.push(`label value '${value}' (key: ${key}) is not correctly formatted`);
    return faults;
  });
}

type Predicate = (labels: Labels) => boolean;

const setForm = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/;
const equalForm = /^([^=!\s]+)\s*(==|=|!=)\s*([^=!\s]*)$/;

/** One requirement of a selector. As at Hetzner, `k!=v` and `k notin (…)` also hold for objects without the key. */
function parseRequirement(text: string): Predicate | undefined {
  const inSet = setForm.exec(text);
  if (inSet?.[1] !== undefined && inSet[3] !== undefined && isKey(inSet[1])) {
    const key = inSet[1];
    const values = new Set(inSet[3].split(',').map((value) => value.trim()));
    return inSet[2] === 'in'
      ? (labels) => labels[key] !== undefined && values.has(labels[key])
      : (labels) => labels[key] === undefined || !values.has(labels[key]);
  }
  const equal = equalForm.exec(text);
  if (equal?.[1] !== undefined && isKey(equal[1])) {
    const [, key, operator, value] = equal;
    return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
  }
  if (isKey(text)) return (labels) => labels[text] !== undefined;
  if (text.startsWith('!') && isKey(text.slice(1).trim())) {
    const key = text.slice(1).trim();
    return (labels) => labels[key] === undefined;
  }
  return undefined;
}

/**
 * Turns `env=prod,tier in (a,b),!old` into a test.
 * @throws ApiError 422 invalid_input that quotes the requirement it cannot read
 */
export function parseSelector(text: string, field = 'label_selector'): Predicate {
  const requirements = text.split(/,(?![^(]*\))/).map((part) => part.trim());
  const predicates = requirements.map((requirement) => {
    const predicate = parseRequirement(requirement);
    if (predicate === undefined) throw invalidInput({ [field]: [`'${requirement}' is not a label selector`] });
    return predicate;
  });
  return (labels) => predicates.every((holds) => holds(labels));
}
