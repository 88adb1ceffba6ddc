import type { Model, ModelRole } from '../../iam/model.ts';
import { type TemplateString, template } from '../../iam/template-string.ts';
import { shellWord } from '../../shell.ts';
import {
  type Quoted,
  quoted,
  renderTemplate,
  templateFiles,
  type View,
  writtenPath,
} from '../../templates.ts';
import type { RenderedFile } from '../types.ts';
import { policyLabel, roleLabel } from './labels.ts';

const FOLDER = 'targets/terraform';

/** `scripts/deploy-iam.sh`, `scripts/destroy-iam.sh` and what both stand on. */
export function renderScripts(model: Model): readonly RenderedFile[] {
  const view = { things: model.roles.flatMap((role) => namedThings(role)) };
  return templateFiles(FOLDER).map((name) => ({
    path: writtenPath(name),
    contents: renderTemplate(`${FOLDER}/${name}`, view),
    executable: !name.includes('/lib/'),
  }));
}

/**
 * What IAM refuses to create twice: the address in the state, the id that `terraform import` takes,
 * and the call that finds it. Inline policies and attachments are simply written again.
 */
function namedThings(role: ModelRole): readonly View[] {
  return [
    thing(`aws_iam_role.${roleLabel(role)}`, role.name, 'get-role --role-name'),
    ...role.managedPolicies.map(({ policy, path, name }) =>
      thing(
        `aws_iam_policy.${policyLabel(role, policy)}`,
        template(`arn:<partition>:iam::<account>:policy${path}${name}`),
        'get-policy --policy-arn',
      ),
    ),
    ...(role.instanceProfile === undefined
      ? []
      : [
          thing(
            `aws_iam_instance_profile.${roleLabel(role)}`,
            role.instanceProfile,
            'get-instance-profile --instance-profile-name',
          ),
        ]),
  ];
}

function thing(
  address: string,
  id: TemplateString,
  call: string,
): Readonly<Record<string, Quoted>> {
  return {
    address: quoted.sh(address),
    id: quoted.text(shellWord(id)),
    read: quoted.text(`aws iam ${call}`),
  };
}
