import { quotedKey, text } from './expression.ts';
import {
  attribute,
  type Block,
  block,
  type Expression,
  line,
  list,
  object,
  within,
} from './hcl.ts';

/** The account and the Region of the tests. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** The real provider without an account: a mocked one gives no policy documents. */
export function testProvider(region: string): Block {
  return block(
    ['provider', 'aws'],
    [
      attribute('region', text(region)),
      attribute('access_key', text('test')),
      attribute('secret_key', text('test')),
      attribute('skip_credentials_validation', line('true')),
      attribute('skip_requesting_account_id', line('true')),
      attribute('skip_metadata_api_check', line('true')),
      attribute('max_retries', line('1')),
    ],
  );
}

/** Stands in for the caller's account. */
export function accountIs(target: string): Block {
  return block(
    ['override_data'],
    [
      attribute('target', line(target)),
      attribute('values', object([['account_id', text(ACCOUNT)]])),
    ],
  );
}

/** `run "name" { … }`: a plan, and what must be true of it. */
export function run(name: string, blocks: readonly Block[]): Block {
  return block(['run', name], [attribute('command', line('plan')), ...blocks]);
}

/** `assert { … }` */
export function assert(condition: Expression, message: string): Block {
  return block(
    ['assert'],
    [attribute('condition', condition), attribute('error_message', text(message))],
  );
}

/** True where every condition holds. */
export function allTrue(conditions: readonly string[]): Expression {
  return within('alltrue(', list(conditions.map(line)), ')');
}

/** True where a condition holds for each of some objects; `?` stands for their list. */
export function ofEach(objects: readonly string[], condition: string): Expression {
  const [before = '', after = ''] = condition.split('?');
  return within(`alltrue([for ${before}`, list(objects.map(line)), `${after}])`);
}

/** A value of a document as an expression. */
export function literal(value: unknown): Expression {
  if (typeof value !== 'object' || value === null) return text(String(value));
  const members = Object.entries(value).map(([key, item]) => `${key} = ${quotedKey(String(item))}`);
  return line(`{ ${members.join(', ')} }`);
}
