import { randomId } from './open-fleet.ts';
import { FLEET_SCHEMA_FILE } from './schema.ts';

/** The first lines of every manifest: editors complete by the schema. */
export function manifestHead(id: string): string {
  return `# yaml-language-server: $schema=./${FLEET_SCHEMA_FILE}
version: 1
# The roles of this fleet are known by this id: never change it.
id: ${id}
`;
}

/** A manifest to begin with. */
export function manifestSkeleton(): string {
  return `${manifestHead(randomId())}
# Rules of the team, as files or npm packages; ecs-iam preset new FILE makes one.
presets: []

# Where each service's repo is written, from here; <group> may stand in it too.
folder: services/<service>

environments:
  dev: { region: eu-west-1 }
  prod: { region: eu-west-1 }

# How an account is reached: role (with externalId), profile, or nothing for the credentials at hand.
# accounts:
#   "*": { role: "arn:aws:iam::<account>:role/platform" }

# What every service has unless it says otherwise, as in ecs-iam.json.
answers:
  target: cloudformation

services:
  my-service: {}
  # orders:
  #   environments: [dev]
  #   answers:
  #     grants: [{ preset: s3Read, bucketName: orders-<environment> }]
`;
}
