import { createServer, type ServerResponse } from 'node:http';
import type { PolicyDocument } from '../../lib/iam/document.ts';
import { identityAllows } from '../support/ask.ts';
import { FACTS } from './repo.ts';

/** A role of the fake account. */
export interface FakeRole {
  readonly trust: PolicyDocument;
  readonly policies: readonly PolicyDocument[];
}

/** An endpoint that plays STS and the parts of IAM that test-roles.sh calls. */
export interface FakeIam {
  readonly url: string;
  /** By name. */
  readonly roles: Map<string, FakeRole>;
  /** Requests seen, action by action. */
  readonly seen: string[];
  readonly stop: () => Promise<void>;
}

/** Starts it: the query protocol, answers as in the IAM API reference's examples. */
export async function startFakeIam(): Promise<FakeIam> {
  const roles = new Map<string, FakeRole>();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      const input = new URLSearchParams(body);
      const action = input.get('Action') ?? '';
      seen.push(action);
      answer(response, action, input, roles);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    roles,
    seen,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(
  response: ServerResponse,
  action: string,
  input: URLSearchParams,
  roles: FakeIam['roles'],
): void {
  if (action === 'GetCallerIdentity') {
    const arn = `arn:${FACTS.partition}:iam::${FACTS.account}:user/someone`;
    succeed(response, action, `<Account>${FACTS.account}</Account><Arn>${arn}</Arn>`);
    return;
  }
  const name = input.get('RoleName') ?? input.get('PolicySourceArn')?.split('/').at(-1) ?? '';
  const role = roles.get(name);
  if (role === undefined) fail(response, 'NoSuchEntity', `There is no ${name}.`);
  else if (action === 'GetRole') succeed(response, action, roleXml(name, role));
  else if (action === 'SimulatePrincipalPolicy') succeed(response, action, decisions(input, role));
  else fail(response, 'InvalidAction', `${action} is not played.`);
}

function roleXml(name: string, { trust }: FakeRole): string {
  const document = encodeURIComponent(JSON.stringify(trust));
  return `<Role><RoleName>${name}</RoleName><Path>/</Path><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></Role>`;
}

function decisions(input: URLSearchParams, { policies }: FakeRole): string {
  const resource = input.get('ResourceArns.member.1') ?? '*';
  const context = contextOf(input);
  const members = listOf(input, 'ActionNames').map((action) => {
    const allowed = identityAllows(policies, { action, resource, context });
    return `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${resource}</EvalResourceName><EvalDecision>${allowed ? 'allowed' : 'implicitDeny'}</EvalDecision><MatchedStatements/><MissingContextValues/></member>`;
  });
  return `<IsTruncated>false</IsTruncated><EvaluationResults>${members.join('')}</EvaluationResults>`;
}

function contextOf(input: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  const entries: Record<string, readonly string[]> = {};
  for (let index = 1; ; index += 1) {
    const at = `ContextEntries.member.${index}`;
    const key = input.get(`${at}.ContextKeyName`);
    if (key === null) return entries;
    entries[key] = listOf(input, `${at}.ContextKeyValues`);
  }
}

function listOf(input: URLSearchParams, name: string): readonly string[] {
  const values: string[] = [];
  for (let index = 1; ; index += 1) {
    const value = input.get(`${name}.member.${index}`);
    if (value === null) return values;
    values.push(value);
  }
}

function succeed(response: ServerResponse, action: string, xml: string): void {
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    `<${action}Response><${action}Result>${xml}</${action}Result><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></${action}Response>`,
  );
}

function fail(response: ServerResponse, code: string, message: string): void {
  response.writeHead(code === 'NoSuchEntity' ? 404 : 403, { 'content-type': 'text/xml' });
  response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  );
}
