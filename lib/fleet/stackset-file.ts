import { isObject } from '../answers/parse/basic.ts';
import type { StacksetSettings } from './stackset-settings.ts';

/** One StackSet: the text of its template, and the file that the deploy script reads. */
export interface Stackset {
  readonly name: string;
  readonly template: string;
  readonly file: StacksetFile;
}

/** What the deploy script reads: the input of its calls, in AWS's own words. */
interface StacksetFile {
  readonly stackSet: Readonly<Record<string, unknown>>;
  readonly preferences: Readonly<Record<string, unknown>>;
  readonly organizationalUnits?: readonly string[];
  readonly instances: readonly Instance[];
}

/** A stack of a StackSet, and the environment that it is for. */
export interface Instance {
  readonly environment: string;
  readonly Account: string;
  readonly Region: string;
  readonly ParameterOverrides: readonly Parameter[];
}

/** A parameter of a template, in AWS's own words. */
export interface Parameter {
  readonly ParameterKey: string;
  readonly ParameterValue: string;
}

/** What a StackSet is made from. */
interface Content extends Pick<Stackset, 'name' | 'template'> {
  readonly description: string;
  readonly instances: readonly Instance[];
}

/** A StackSet with its file. */
export function stackset(settings: StacksetSettings, content: Content): Stackset {
  const { name, template, description, instances } = content;
  const { permissions, administrationRole, executionRole, organizationalUnits } = settings;
  const isOurs = permissions === 'self-managed';
  return {
    name,
    template,
    file: {
      stackSet: {
        StackSetName: name,
        Description: description,
        PermissionModel: isOurs ? 'SELF_MANAGED' : 'SERVICE_MANAGED',
        ...(administrationRole !== undefined && { AdministrationRoleARN: administrationRole }),
        ...(executionRole !== undefined && { ExecutionRoleName: executionRole }),
        // Accounts that join a unit get roles when the fleet names them, not by themselves.
        ...(!isOurs && { AutoDeployment: { Enabled: false } }),
        CallAs: settings.callAs === 'self' ? 'SELF' : 'DELEGATED_ADMIN',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        // Operations that do not touch the same stacks run side by side.
        ManagedExecution: { Active: true },
        Parameters: instances[0]?.ParameterOverrides ?? [],
      },
      preferences: preferencesOf(settings),
      ...(organizationalUnits.length > 0 && { organizationalUnits }),
      instances,
    },
  };
}

/**
 * The file of a StackSet that is of nothing any more: a run with --prune deletes its stacks and itself.
 * Undefined for a text that is no such file.
 */
export function emptied(text: string): string | undefined {
  try {
    const file: unknown = JSON.parse(text);
    const isOurs = isObject(file) && isObject(file.stackSet) && Array.isArray(file.instances);
    return isOurs ? printFile({ ...file, instances: [] }) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of the file that the deploy script reads. */
export function printFile(file: object): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html */
function preferencesOf(settings: StacksetSettings): StacksetFile['preferences'] {
  const { maxConcurrent, failureTolerance, regionConcurrency, regionOrder } = settings;
  const amount = (name: string, value: number | string) =>
    typeof value === 'number'
      ? { [`${name}Count`]: value }
      : { [`${name}Percentage`]: Number.parseInt(value, 10) };
  return {
    ...amount('MaxConcurrent', maxConcurrent),
    ...amount('FailureTolerance', failureTolerance),
    // The number at once would otherwise shrink to one more than may fail.
    ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
    RegionConcurrencyType: regionConcurrency.toUpperCase(),
    ...(regionOrder.length > 0 && { RegionOrder: regionOrder }),
  };
}
